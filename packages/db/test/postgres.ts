/** Shared by the tests on PostgreSQL: separate databases, and a second connection for someone at the server's console. */
import { randomUUID } from 'node:crypto'
import { Revocations } from '@campusbite/auth'
import pg from 'pg'
import { inject } from 'vitest'
import { type Database, type DatabaseOptions, openDatabase } from '../src/index'
import { freshDatabase, throughPool, withClient, withDatabase } from '../src/testing/index'
import type {} from './pooler-setup'

/** Closes what a test opened, in reverse order, even when the test fails. */
export class Opened implements AsyncDisposable {
  readonly #closers: (() => PromiseLike<void> | void)[] = []

  add<T>(thing: T, close: (thing: T) => PromiseLike<void> | void): T {
    this.#closers.push(() => close(thing))
    return thing
  }

  /** A migrated database that nothing else uses. */
  async url(): Promise<string> {
    const fresh = await freshDatabase({ url: inject('postgresUrl') })
    return this.add(fresh, () => fresh[Symbol.asyncDispose]()).url
  }

  /** A database with nothing in it. */
  async emptyUrl(): Promise<string> {
    const server = inject('postgresUrl')
    const name = `empty_${randomUUID().replaceAll('-', '')}`
    const run = (sql: string) => withClient(server, async (client) => void (await client.query(sql)))
    await run(`CREATE DATABASE ${name}`)
    this.add(name, () => run(`DROP DATABASE ${name} WITH (FORCE)`))
    return withDatabase(server, name)
  }

  async database(options: Partial<DatabaseOptions>): Promise<Database> {
    const { url } = options
    const where = url === undefined ? {} : { url: asOpened(url) }
    const database = await openDatabase({ revocations: new Revocations(), ...options, ...where })
    return this.add(database, () => database.close())
  }

  /** Somebody else's connection, which may hold a transaction open. */
  async console(url: string): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: url })
    // Tests end connections on purpose.
    client.on('error', () => {})
    await client.connect()
    return this.add(client, () => client.end())
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const close of this.#closers.reverse()) await close()
  }
}

/** The URL with which this run opens a database: direct, or through the pool of `npm run test:pooler`. */
export function asOpened(url: string): string {
  const port = inject('poolPort')
  return port === undefined ? url : throughPool(url, port)
}

/** Resolves when this many statements wait for a lock in this database, as the test intends, with one of them. */
export async function somebodyWaits(url: string, howMany = 1): Promise<string> {
  // On a separate connection: within a transaction this view stays as it was when first read.
  return withClient(url, async (client) => {
    const deadline = Date.now() + 20_000
    const inThisDatabase = `FROM pg_stat_activity WHERE datname = current_database()`
    for (;;) {
      const { rows } = await client.query(`SELECT query ${inThisDatabase} AND wait_event_type = 'Lock'`)
      if (rows.length >= howMany) return rows[0].query
      if (Date.now() > deadline) throw new Error(`${rows.length} wait for a lock, not ${howMany}.`)
    }
  })
}

/** As its own user does. */
export const logOut = (database: Database, { sid, userId }: { sid: string; userId: string }) =>
  database.sessions.end({ which: { sid, userId }, reason: 'logout', endedBy: `user:${userId}` })
