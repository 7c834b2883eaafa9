/** A start that is interrupted during a migration, by Ctrl-C or a kill: the next one continues from there. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Revocations } from '@campusbite/auth'
import { describe, expect, it } from 'vitest'
import { openDatabase } from '../src/index'
import { readMigrations } from '../src/migration-files'
import { freshDataDir, openWire, withClient } from '../src/testing/index'
import { Opened, somebodyWaits } from './postgres'

const later = '29991231000000_later'
const begun = `
  INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, applied_steps_count)
  VALUES (gen_random_uuid(), 'of its script', '${later}', now(), 0)`
const columns = `SELECT count(*)::int AS found FROM information_schema.columns WHERE column_name = 'later'`

/** The current migrations, and one after them. */
function withOneMore(opened: Opened): string {
  const directory = mkdtempSync(join(tmpdir(), 'campusbite-migrations-'))
  opened.add(directory, () => rmSync(directory, { recursive: true }))
  cpSync(readMigrations().directory, directory, { recursive: true })
  mkdirSync(join(directory, later))
  writeFileSync(join(directory, later, 'migration.sql'), 'ALTER TABLE dish ADD COLUMN later int -- without an end')
  return directory
}

describe('a start interrupted during a migration', () => {
  it('before the script ran: the next start runs it, on a server', async () => {
    await using opened = new Opened()
    const url = await opened.url()
    const migrationsDir = withOneMore(opened)
    await withClient(url, (client) => client.query(begun))
    const database = await openDatabase({ url, migrationsDir, revocations: new Revocations() })
    opened.add(database, (made) => made.close())
    expect(database.migrated).toEqual([later])
    expect(await database.prisma.$queryRawUnsafe(columns)).toEqual([{ found: 1 }])
  })

  it('after the script ran but before another program recorded it: the next start says where to look', async () => {
    await using opened = new Opened()
    const url = await opened.url()
    const migrationsDir = withOneMore(opened)
    await withClient(url, (client) => client.query(`${begun}; ALTER TABLE dish ADD COLUMN later int`))
    await expect(openDatabase({ url, migrationsDir, revocations: new Revocations() })).rejects.toMatchObject({
      code: 'MIGRATION_FAILED',
      message: expect.stringMatching(/"later" of relation "dish" already exists\. .*, see `prisma migrate resolve`/),
    })
  })

  it('before the script ran: the next start runs it, in an embedded database', async () => {
    await using opened = new Opened()
    const dataDir = opened.add(await freshDataDir(), (made) => made[Symbol.dispose]()).path
    const migrationsDir = withOneMore(opened)
    const first = await openDatabase({ dataDir, revocations: new Revocations() })
    await first.prisma.$executeRawUnsafe(begun)
    await first.close()
    const database = await openDatabase({ dataDir, migrationsDir, revocations: new Revocations() })
    opened.add(database, (made) => made.close())
    expect(database.migrated).toEqual([later])
    expect(await database.prisma.$queryRawUnsafe(columns)).toEqual([{ found: 1 }])
  })

  it('while the server still completes the script: the next start finds it done', async () => {
    await using opened = new Opened()
    const url = await opened.url()
    const migrationsDir = withOneMore(opened)
    const console = await opened.console(url)
    await console.query('BEGIN')
    await console.query('LOCK TABLE dish')
    const program = fileURLToPath(new URL('./programs/open-server.ts', import.meta.url))
    const starting = spawn(process.execPath, ['--import', 'tsx', program, url, migrationsDir], { stdio: 'inherit' })
    opened.add(starting, () => void starting.kill('SIGKILL'))
    await somebodyWaits(url)
    starting.kill('SIGKILL')
    await once(starting, 'exit')
    await console.query('COMMIT')
    const database = await openDatabase({ url, migrationsDir, revocations: new Revocations() })
    opened.add(database, (made) => made.close())
    expect(database.migrated).toEqual([])
    expect(await database.prisma.$queryRawUnsafe(columns)).toEqual([{ found: 1 }])
  })

  it('by a lost connection while the server continues: the error does not claim that nothing was done', async () => {
    await using opened = new Opened()
    const url = await opened.url()
    const wire = opened.add(await openWire(url), (made) => made[Symbol.asyncDispose]())
    const migrationsDir = withOneMore(opened)
    const console = await opened.console(url)
    await console.query('BEGIN')
    await console.query('LOCK TABLE dish')
    const starting = openDatabase({ url: wire.url, migrationsDir, revocations: new Revocations() })
    const told = starting.then(
      () => '',
      ({ message }: Error) => message,
    )
    await somebodyWaits(url)
    wire.cut()
    expect(await told).toMatch(
      /could not be migrated.*Fix that and start again: each start applies only what is missing\.$/,
    )
    await console.query('COMMIT')
    const database = await openDatabase({ url, migrationsDir, revocations: new Revocations() })
    opened.add(database, (made) => made.close())
    expect(database.migrated).toEqual([])
  })
})
