/** Opens the files of an embedded database while no server uses them, with the app's own PGlite. */
import { createRequire } from 'node:module'

interface Embedded {
  query<Row>(text: string, values?: readonly unknown[]): Promise<{ rows: Row[] }>
  /** A script of several statements. */
  exec(script: string): Promise<unknown>
  close(): Promise<void>
}

const requireAsApp = createRequire(new URL('../../../packages/db/package.json', import.meta.url))
const { PGlite } = requireAsApp('@electric-sql/pglite') as { PGlite: { create(folder: string): Promise<Embedded> } }

export async function withEmbedded<T>(folder: string, work: (database: Embedded) => Promise<T>): Promise<T> {
  const database = await PGlite.create(folder)
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}
