/** A test's own database: migrated and with the menu, cloned from a template. */
import { createHash, randomUUID } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Revocations } from '@campusbite/auth'
import pg from 'pg'
import { embeddedMajor } from '../data-directory'
import { menu } from '../menu'
import { readMigrations } from '../migration-files'
import { openDatabase } from '../open-database'
import { demoLogin } from '../seed'

export interface FreshDatabase extends AsyncDisposable {
  url: string
}

/** @param server the `url` of a superuser */
export async function freshDatabase(server: { url: string }): Promise<FreshDatabase> {
  const template = `template_${contents()}`
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await withClient(server.url, async (client) => {
    // One at a time: a template cannot be copied while anyone is connected to it.
    await client.query('SELECT pg_advisory_lock(1)')
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [template])
    if (rowCount === 0) await makeTemplate(client, server.url, template)
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`)
  })
  return {
    url: withDatabase(server.url, name),
    [Symbol.asyncDispose]: () =>
      withClient(server.url, async (client) => {
        await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
      }),
  }
}

async function makeTemplate(client: pg.Client, serverUrl: string, template: string): Promise<void> {
  const draft = `${template}_draft`
  await client.query(`DROP DATABASE IF EXISTS ${draft} WITH (FORCE)`)
  await client.query(`CREATE DATABASE ${draft}`)
  const database = await openDatabase({ url: withDatabase(serverUrl, draft), revocations: new Revocations() })
  await database.close()
  await client.query(`ALTER DATABASE ${draft} RENAME TO ${template}`)
}

export interface FreshDataDir extends Disposable {
  path: string
}

/** A separate `dataDir` with a migrated, seeded database. The template is kept in `.cache`. */
export async function freshDataDir(): Promise<FreshDataDir> {
  const cache = join(readMigrations().directory, '..', '..', '.cache')
  const template = join(cache, `embedded-${contents()}`)
  if (!existsSync(template)) {
    mkdirSync(cache, { recursive: true })
    const draft = mkdtempSync(`${template}-`)
    const database = await openDatabase({ dataDir: draft, revocations: new Revocations() })
    await database.close()
    try {
      renameSync(draft, template)
    } catch {
      // Another process was faster; its template is the same.
      rmSync(draft, { recursive: true, force: true })
    }
  }
  const path = mkdtempSync(join(tmpdir(), 'campusbite-data-'))
  cpSync(template, path, { recursive: true })
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) }
}

/** Changes with everything that a template is built from. */
function contents(): string {
  const hash = createHash('sha256').update(
    JSON.stringify([embeddedMajor, readMigrations().migrations, menu, demoLogin]),
  )
  return hash.digest('hex').slice(0, 16)
}

export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

export function withDatabase(serverUrl: string, name: string): string {
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return url.href
}
