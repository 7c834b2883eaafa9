/** A real PostgreSQL with one empty database, for the tests that look into the tables. */
import { randomBytes } from 'node:crypto'
import { freshDatabase, startPostgres, withClient } from '@campusbite/db/testing'

export interface RunningDatabase {
  /** What the server is started with. */
  settings: Record<string, string>
  /** Rows of one statement; values by `$1`. */
  query(statement: string, ...values: unknown[]): Promise<Record<string, unknown>[]>
  stop(): Promise<void>
}

export async function startDatabase(): Promise<RunningDatabase> {
  const server = await startPostgres()
  const { url } = await freshDatabase(server)
  return {
    settings: { DATABASE_URL: url, AUTH_SECRET: randomBytes(32).toString('base64') },
    query: (statement, ...values) => withClient(url, async (client) => (await client.query(statement, values)).rows),
    stop: async () => server[Symbol.asyncDispose](),
  }
}
