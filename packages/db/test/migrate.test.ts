import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Revocations } from '@campusbite/auth'
import { describe, expect, it } from 'vitest'
import { connectEmbedded } from '../src/connect-embedded'
import { openDatabase } from '../src/index'
import { noFilters, withEngine } from '../src/migration-engine'
import { readMigrations } from '../src/migration-files'
import { freshDataDir, withClient } from '../src/testing/fresh-database'
import { Opened, somebodyWaits } from './postgres'

const [first] = readMigrations().migrations
const open = (url: string, migrationsDir?: string) =>
  openDatabase({ url, revocations: new Revocations(), migrationsDir })

/** A copy of the migrations that a test may change. */
function copyOfMigrations(opened: Opened): { directory: string; script: (name?: string) => string } {
  const directory = mkdtempSync(join(tmpdir(), 'campusbite-migrations-'))
  opened.add(directory, () => rmSync(directory, { recursive: true }))
  cpSync(readMigrations().directory, directory, { recursive: true })
  return { directory, script: (name = first?.name ?? '') => join(directory, name, 'migration.sql') }
}

/** Everything that a start could have changed. */
const contents = (url: string) =>
  withClient(url, async (client) => {
    const tables = await client.query(`SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`)
    const known = tables.rows.some(({ tablename }) => tablename === '_prisma_migrations')
    const applied = known
      ? await client.query('SELECT * FROM _prisma_migrations ORDER BY migration_name')
      : { rows: [] }
    return { tables: tables.rows, applied: applied.rows }
  })

describe('migrating at start', () => {
  it('migrates an empty database, and records it as Prisma does', async () => {
    await using opened = new Opened()
    const url = await opened.emptyUrl()
    const db = opened.add(await open(url), (database) => database.close())
    expect(db.migrated).toEqual(readMigrations().migrations.map(({ name }) => name))
    const { applied } = await contents(url)
    const done = { applied_steps_count: 1, rolled_back_at: null, finished_at: expect.any(Date) }
    const names = readMigrations().migrations.map(({ name }) => name)
    expect(applied).toMatchObject(names.map((name) => ({ ...done, migration_name: name })))
  })

  it('does nothing at a second start, and does not wait for a running migration', async () => {
    await using opened = new Opened()
    const url = await opened.url()
    const before = await contents(url)
    await (await opened.console(url)).query('SELECT pg_advisory_lock(72707369)')
    const db = opened.add(await open(url), (database) => database.close())
    expect(db.migrated).toEqual([])
    expect(await contents(url)).toEqual(before)
  })

  it('creates what an update brings where the tables are, even if another schema comes first by then', async () => {
    await using opened = new Opened()
    const url = await opened.url()
    await withClient(url, async (client) => {
      const { rows } = await client.query<{ name: string }>('SELECT current_database() AS name')
      await client.query(`CREATE SCHEMA later; ALTER DATABASE "${rows[0]?.name}" SET search_path = later, public`)
    })
    const { directory } = copyOfMigrations(opened)
    mkdirSync(join(directory, '29991231000000_update'))
    writeFileSync(join(directory, '29991231000000_update', 'migration.sql'), 'CREATE TABLE brought ();')
    const db = opened.add(await open(url, directory), (database) => database.close())
    expect(db.migrated).toEqual(['29991231000000_update'])
    const { rows } = await (await opened.console(url)).query(
      `SELECT schemaname FROM pg_tables WHERE tablename IN ('brought', '_prisma_migrations')`,
    )
    expect(rows).toEqual([{ schemaname: 'public' }, { schemaname: 'public' }])
  })

  it('runs once when three instances start together', async () => {
    await using opened = new Opened()
    const url = await opened.emptyUrl()
    const all = await Promise.all([open(url), open(url), open(url)])
    for (const database of all) opened.add(database, () => database.close())
    expect(all.map(({ migrated }) => migrated.length).sort()).toEqual([0, 0, readMigrations().migrations.length])
    expect(await Promise.all(all.map(async ({ shop }) => (await shop.menu()).length))).toEqual([12, 12, 12])
  })

  it('waits for `prisma migrate deploy`, which takes the same lock', async () => {
    await using opened = new Opened()
    const url = await opened.emptyUrl()
    const prisma = await opened.console(url)
    await prisma.query('SELECT pg_advisory_lock(72707369)')
    const opening = open(url)
    await somebodyWaits(url)
    expect((await contents(url)).tables).toEqual([])
    await prisma.query('SELECT pg_advisory_unlock(72707369)')
    opened.add(await opening, (database) => database.close())
  })

  it('agrees with schema.prisma', async () => {
    await using opened = new Opened()
    const directory = opened.add(await freshDataDir(), (made) => made[Symbol.dispose]())
    const connection = opened.add(await connectEmbedded(directory.path), (made) => made.close())
    const content = readFileSync(join(readMigrations().directory, '..', 'schema.prisma'), 'utf8')
    const files = [{ path: 'schema.prisma', content }]
    const difference = await connection.whileMigrating((adapter) =>
      withEngine(adapter, (engine) =>
        engine.diff({
          from: { tag: 'schemaDatasource', files, configDir: '' },
          to: { tag: 'schemaDatamodel', files },
          ...{ script: true, exitCode: null, filters: noFilters },
        }),
      ),
    )
    expect(difference.stdout?.trim()).toBe('-- This is an empty migration.')
  })
})

describe('refusing to start', () => {
  /** The start stops with this code and one line, and the database is unchanged. */
  async function refuses(url: string, directory: string | undefined, code: string, says: RegExp): Promise<void> {
    const before = await contents(url)
    const error = await open(url, directory).then(
      (database) => database.close(),
      (reason: unknown) => reason,
    )
    expect(error).toMatchObject({ name: 'DatabaseError', code, message: expect.stringMatching(says) })
    expect(error).toMatchObject({ message: expect.not.stringContaining('\n') })
    expect(await contents(url)).toEqual(before)
  }

  it('if a migration was edited after it was applied, but not if only its line endings differ', async () => {
    await using opened = new Opened()
    const url = await opened.url()
    const { directory, script } = copyOfMigrations(opened)
    writeFileSync(script(), readFileSync(script(), 'utf8').replaceAll('\n', '\r\n'))
    opened.add(await open(url, directory), (database) => database.close())
    appendFileSync(script(), '-- one more word\n')
    await refuses(url, directory, 'MIGRATION_EDITED', /was edited after it was applied .* new migration/)
  })

  it('if the database is newer than this version', async () => {
    await using opened = new Opened()
    const url = await opened.url()
    const { directory } = copyOfMigrations(opened)
    mkdirSync(join(directory, '29991231000000_later'))
    writeFileSync(join(directory, '29991231000000_later', 'migration.sql'), 'CREATE TABLE later (id int);')
    await (await open(url, directory)).close()
    await refuses(url, undefined, 'DATABASE_NEWER', /newer version of CampusBite \(29991231000000_later\)/)
  })

  it('if a migration fails: it is rolled back, and each start says why until it is fixed', async () => {
    await using opened = new Opened()
    const url = await opened.url()
    const { directory } = copyOfMigrations(opened)
    const name = '29991231000000_broken'
    mkdirSync(join(directory, name))
    writeFileSync(join(directory, name, 'migration.sql'), 'CREATE TABLE half (id int); SELECT 1 / 0;')
    const { tables } = await contents(url)
    for (const _start of ['first', 'second']) {
      await expect(open(url, directory)).rejects.toMatchObject({
        code: 'MIGRATION_FAILED',
        message: expect.stringMatching(/29991231000000_broken: .*division by zero\. Fix that and start again/),
      })
      expect((await contents(url)).tables).toEqual(tables)
    }
    writeFileSync(join(directory, name, 'migration.sql'), 'CREATE TABLE whole (id int);')
    const db = opened.add(await open(url, directory), (database) => database.close())
    expect(db.migrated).toEqual([name])
  })

  it('if the database contains foreign tables', async () => {
    await using opened = new Opened()
    const url = await opened.emptyUrl()
    await withClient(url, (client) => client.query('CREATE TABLE customers (id int)'))
    await refuses(url, undefined, 'DATABASE_NOT_OURS', /tables that are not CampusBite's/)
  })

  it('if the migrations cannot be found', async () => {
    await using opened = new Opened()
    const { directory, script } = copyOfMigrations(opened)
    const url = await opened.url()
    rmSync(script())
    await refuses(url, directory, 'MIGRATIONS_MISSING', /cannot be read/)
    await refuses(url, join(directory, 'nowhere'), 'MIGRATIONS_MISSING', /nowhere cannot be read/)
    expect(readdirSync(directory)).toContain('migration_lock.toml')
  })
})
