/** The connection to the embedded database, PGlite in this process. Holds its directory exclusively, and releases it at close. */
import { chmodSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { PrismaPGlite } from 'pglite-prisma-adapter'
import type { Connection, Statement } from './connection'
import { holdsDatabase, makeDirectory, notWritable, whyOf } from './data-directory'
import { DatabaseError } from './database-error'
import { lockDirectory } from './directory-lock'
import { withWholeScripts } from './script-adapter'

/** The engine creates files that everyone may read and write, so only the owner gets access to their directory. */
const ownerOnly = 0o700

/** Instead of a directory: a database that disappears when it is closed. */
const inMemory = 'memory:'

/** @param dataDir contains the database in `pglite`, with its lock next to it; or `memory:`. @throws DatabaseError */
export async function connectEmbedded(dataDir: string): Promise<Connection> {
  if (dataDir === inMemory) return connectionTo(await PGlite.create(), 'in memory', () => {})
  const directory = resolve(dataDir, 'pglite')
  makeDirectory(resolve(dataDir))
  const lock = attempt(directory, () => lockDirectory(`${directory}.lock`))
  try {
    if (!holdsDatabase(directory)) await initialise(directory)
    attempt(directory, () => chmodSync(directory, ownerOnly))
    return connectionTo(await open(directory), directory, () => lock.release())
  } catch (error) {
    lock.release()
    throw error
  }
}

/** Created elsewhere and moved into place when complete: a first start that is killed leaves nothing that looks like a database. */
async function initialise(directory: string): Promise<void> {
  const draft = `${directory}.new`
  attempt(directory, () => {
    rmSync(draft, { recursive: true, force: true })
    mkdirSync(draft, { mode: ownerOnly })
  })
  try {
    const pglite = await PGlite.create(draft)
    await pglite.close()
  } catch (error) {
    throw new DatabaseError(
      'DIRECTORY_NOT_WRITABLE',
      `The embedded database cannot be created in ${directory} (${whyOf(error)}): is the disk full? Make room, or choose another DATA_DIR.`,
      error,
    )
  }
  attempt(directory, () => renameSync(draft, directory))
}

async function open(directory: string): Promise<PGlite> {
  try {
    return await PGlite.create(directory)
  } catch (error) {
    throw new DatabaseError(
      'DIRECTORY_BROKEN',
      `The embedded database in ${directory} cannot be opened (${whyOf(error)}). Restore a backup, or choose another DATA_DIR.`,
      error,
    )
  }
}

function attempt<T>(directory: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw error instanceof DatabaseError ? error : notWritable(directory, error)
  }
}

function connectionTo(pglite: PGlite, name: string, release: () => void): Connection {
  const adapter = new PrismaPGlite(pglite)
  return {
    kind: 'embedded',
    name,
    adapter,
    run: async <Row>({ text }: Statement, values: readonly unknown[]): Promise<Row[]> =>
      (await pglite.query<Row>(text, [...values])).rows,
    // The directory's lock keeps every other process away already.
    whileMigrating: (work) => work(withWholeScripts(adapter, (script) => pglite.exec(script))),
    async listen(channel, on) {
      const stop = await pglite.listen(channel, (text) => on.poke(false, text))
      on.hearing()
      on.alone(() => true)
      return { close: () => stop() }
    },
    async here() {},
    answerable: () => undefined,
    async close() {
      try {
        if (!pglite.closed) await pglite.close()
      } finally {
        release()
      }
    },
  }
}
