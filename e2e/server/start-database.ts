/** A real PostgreSQL with one empty database, for tests that query the tables. */
import { randomBytes } from 'node:crypto'
import { freshDatabase, startPostgres, withClient } from '@campusbite/db/testing'

export interface RunningDatabase {
  /** Settings for the server. */
  settings: Record<string, string>
  /** Rows of one statement, with parameters as `$1`. */
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
