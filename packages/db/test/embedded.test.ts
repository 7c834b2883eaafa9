import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Revocations } from '@campusbite/auth'
import { describe, expect, it } from 'vitest'
import { embeddedMajor } from '../src/data-directory'
import { demoLogin, openDatabase } from '../src/index'
import { readMigrations } from '../src/migration-files'
import { ownIdentity } from '../src/process-identity'
import { freshDataDir } from '../src/testing/index'
import { Opened } from './postgres'

const open = (dataDir: string, migrationsDir?: string) =>
  openDatabase({ dataDir, migrationsDir, revocations: new Revocations() })

const emptyDir = (opened: Opened) =>
  opened.add(mkdtempSync(join(tmpdir(), 'campusbite-data-')), (path) => rmSync(path, { recursive: true }))

const filledDir = async (opened: Opened) => opened.add(await freshDataDir(), (made) => made[Symbol.dispose]()).path

/** Every file below, with its content. */
const contents = (directory: string) =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => [path, readFileOrNull(path)])

function readFileOrNull(path: string): string | null {
  try {
    return readFileSync(path, 'base64')
  } catch {
    return null
  }
}

async function refuses(dataDir: string, code: string, says: RegExp): Promise<void> {
  const error = await open(dataDir).then(
    (database) => database.close(),
    (reason: unknown) => reason,
  )
  expect(error).toMatchObject({ name: 'DatabaseError', code, message: expect.stringMatching(says) })
  expect(error).toMatchObject({ message: expect.not.stringContaining('\n') })
}

describe('the embedded database', () => {
  it("is created in a new folder with the menu and the demo account, over a killed start's remains, and reopened without work", async () => {
    await using opened = new Opened()
    const dataDir = join(emptyDir(opened), 'new folder', 'data')
    // What a first start leaves that was killed halfway.
    mkdirSync(join(dataDir, 'pglite.new', 'base'), { recursive: true })
    writeFileSync(join(dataDir, 'pglite.new', 'PG_VERSION'), embeddedMajor)
    const first = await open(dataDir)
    expect(readdirSync(dataDir).sort()).toEqual(['pglite', 'pglite.lock'])
    expect(statSync(join(dataDir, 'pglite')).mode & 0o777).toBe(0o700)
    expect(first).toMatchObject({ kind: 'embedded', migrated: readMigrations().migrations.map(({ name }) => name) })
    const demo = await first.users.findByEmail(demoLogin.email)
    await first.prisma.dish.deleteMany({ where: { id: { not: 'brownie' } } })
    await first.close()
    const second = opened.add(await open(dataDir), (database) => database.close())
    expect(second.migrated).toEqual([])
    expect(await second.users.findByEmail(demoLogin.email)).toEqual(demo)
    expect(await second.shop.menu()).toMatchObject([{ id: 'brownie' }])
    const rows = await second.prisma.$queryRaw<{ major: string }[]>`
      SELECT (current_setting('server_version_num')::int / 10000)::text AS major`
    expect(rows).toEqual([{ major: embeddedMajor }])
  })

  it('rolls back a failed migration completely, and can be opened by the previous version', async () => {
    await using opened = new Opened()
    const [dataDir, migrations] = [await filledDir(opened), emptyDir(opened)]
    cpSync(readMigrations().directory, migrations, { recursive: true })
    mkdirSync(join(migrations, '29991231000000_broken'))
    const script = 'CREATE TABLE half (id int); SELECT 1 / 0;'
    writeFileSync(join(migrations, '29991231000000_broken', 'migration.sql'), script)
    await expect(open(dataDir, migrations)).rejects.toMatchObject({
      code: 'MIGRATION_FAILED',
      message: expect.stringMatching(/29991231000000_broken: .*division by zero/),
    })
    const before = opened.add(await open(dataDir), (database) => database.close())
    expect(before.migrated).toEqual([])
  })

  it('leaves a folder with other files alone', async () => {
    await using opened = new Opened()
    const dataDir = emptyDir(opened)
    mkdirSync(join(dataDir, 'pglite'))
    writeFileSync(join(dataDir, 'pglite', 'thesis.txt'), 'three years of work')
    const before = contents(dataDir)
    await refuses(dataDir, 'DIRECTORY_NOT_OURS', /not a CampusBite database; they are left alone/)
    expect(contents(dataDir)).toEqual(before)
  })

  it("leaves another version's files alone", async () => {
    await using opened = new Opened()
    const dataDir = await filledDir(opened)
    writeFileSync(join(dataDir, 'pglite', 'PG_VERSION'), '16\n')
    const before = contents(dataDir)
    await refuses(dataDir, 'DIRECTORY_OTHER_VERSION', /written by version 16 .* this one is version 18/)
    expect(contents(dataDir)).toEqual(before)
  })

  it('reports broken or unwritable files', async () => {
    await using opened = new Opened()
    const dataDir = await filledDir(opened)
    rmSync(join(dataDir, 'pglite', 'base', '5'), { recursive: true })
    await refuses(dataDir, 'DIRECTORY_BROKEN', /cannot be opened/)
    const file = join(dataDir, 'file')
    writeFileSync(file, '')
    await refuses(file, 'DIRECTORY_NOT_WRITABLE', /^DATA_DIR .* is a file, not a folder\. Choose another/)
    await refuses(join(file, 'data'), 'DIRECTORY_NOT_WRITABLE', /leads through a file\. Choose another/)
    await refuses(
      join(dataDir, 'x'.repeat(300)),
      'DIRECTORY_NOT_WRITABLE',
      /cannot be written .*choose another DATA_DIR/,
    )
  })
})

describe('two processes on one folder', () => {
  it('the second is refused until the first has closed', async () => {
    await using opened = new Opened()
    const dataDir = await filledDir(opened)
    const first = await open(dataDir)
    await refuses(dataDir, 'DATABASE_IN_USE', new RegExp(`in use by process ${process.pid} `))
    await first.close()
    expect(readdirSync(dataDir)).toEqual(['pglite'])
    opened.add(await open(dataDir), (database) => database.close())
  })

  it('the second takes over from a killed one, and finds what it had committed', async () => {
    await using opened = new Opened()
    const dataDir = await filledDir(opened)
    const program = fileURLToPath(new URL('./programs/hold-embedded.ts', import.meta.url))
    const holder = spawn(process.execPath, ['--import', 'tsx', program, dataDir], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    opened.add(holder, () => void holder.kill('SIGKILL'))
    const [sid] = await once(holder.stdout, 'data')
    await refuses(dataDir, 'DATABASE_IN_USE', new RegExp(`in use by process ${holder.pid} `))
    holder.kill('SIGKILL')
    await once(holder, 'exit')
    const database = opened.add(await open(dataDir), (made) => made.close())
    expect(await database.sessions.find(String(sid).trim())).not.toBeNull()
  })

  const held = (dataDir: string, holder: object) =>
    writeFileSync(join(dataDir, 'pglite.lock'), JSON.stringify({ ...ownIdentity(), token: 'other', ...holder }))

  it("a process that reuses a dead holder's pid is not mistaken for it", async () => {
    await using opened = new Opened()
    const dataDir = await filledDir(opened)
    held(dataDir, {})
    await refuses(dataDir, 'DATABASE_IN_USE', /in use by process/)
    held(dataDir, { startedAt: 'long ago' })
    opened.add(await open(dataDir), (database) => database.close())
  })

  it('a holder on another machine keeps the lock while its heartbeat continues', async () => {
    await using opened = new Opened()
    const dataDir = await filledDir(opened)
    held(dataDir, { place: 'elsewhere boot 1' })
    await refuses(dataDir, 'DATABASE_IN_USE', /in use by process \d+ on elsewhere/)
    const longAgo = new Date(Date.now() - 31_000)
    utimesSync(join(dataDir, 'pglite.lock'), longAgo, longAgo)
    opened.add(await open(dataDir), (database) => database.close())
  })

  it('an empty lock file keeps nobody out', async () => {
    await using opened = new Opened()
    const dataDir = await filledDir(opened)
    writeFileSync(join(dataDir, 'pglite.lock'), '')
    opened.add(await open(dataDir), (database) => database.close())
  })

  it('of several processes that find a dead holder at once, one takes over', async () => {
    await using opened = new Opened()
    const dataDir = await filledDir(opened)
    held(dataDir, { startedAt: 'long ago' })
    const results = await Promise.allSettled([open(dataDir), open(dataDir), open(dataDir)])
    const winners = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
    for (const database of winners) opened.add(database, () => database.close())
    expect(winners).toHaveLength(1)
  })
})
