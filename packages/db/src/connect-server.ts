/** The connection to a PostgreSQL server. Checks that it answers and is new enough; creates and changes nothing. */
import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { Company } from './company'
import { connectError } from './connect-error'
import type { Connection, Listener, Run, Statement } from './connection'
import { DatabaseError } from './database-error'
import { codeOf } from './error-code'
import { listenOnServer } from './listen-on-server'
import { withWholeScripts } from './script-adapter'
import { readServerUrl, unreadable } from './server-url'

/** Prisma's own advisory lock, so that `prisma migrate deploy` and a starting app also wait for each other. */
const migrationLock = 72_707_369
/** The first with 64-bit transaction ids, which the follower's cursor uses. */
const oldestServer = 13

/**
 * Milliseconds. Without them a request, and its caller, would wait forever: for a locked row, a slow statement, or a response on
 * a dead connection. The server gives up before the client does, so that a request that was answered with a failure is not still
 * being attempted.
 */
const patience = { query_timeout: 10_000 }
const limits = {
  ...patience,
  lock_timeout: 3_000,
  statement_timeout: 9_000,
  idle_in_transaction_session_timeout: 15_000,
}

/** @throws DatabaseError */
export async function connectServer(url: string): Promise<Connection> {
  const { connectionString, name, schema, pooled } = readServerUrl(url)
  const config: pg.PoolConfig = {
    connectionString,
    application_name: 'campusbite',
    keepAlive: true,
    connectionTimeoutMillis: 5_000,
  }
  const place = await checkServer(config, name, schema)
  // Through a pool, the server's limits are those of the database user.
  const pool = new pg.Pool({ ...config, ...(pooled ? patience : limits) })
  // The pool replaces an idle connection that breaks; without a listener, the event would end the process.
  pool.on('error', ignore)
  const own = new Set<number>()
  pool.on('connect', (client) => own.add(processIdOf(client)))
  pool.on('remove', (client) => own.delete(processIdOf(client)))
  // Prisma puts a schema before each table's name, `public` unless it is given one. Our own statements name none.
  const adapterOptions = { schema: place }
  const run: Run = async <Row>({ name, text }: Statement, values: readonly unknown[]): Promise<Row[]> => {
    const query = { text, values: [...values] }
    return (await pool.query<Row & pg.QueryResultRow>(pooled ? query : { name, ...query })).rows
  }
  const company = new Company(run)
  return {
    kind: 'server',
    name,
    adapter: new PrismaPg(pool, adapterOptions),
    run,
    async whileMigrating(work) {
      // The lock belongs to a connection, and a pool would leave it on one that nobody closes.
      if (pooled) throw throughPool(name)
      // One connection for all of it: the lock belongs to the connection that took it.
      const single = new pg.Pool({ ...config, max: 1, idleTimeoutMillis: 0, lock_timeout: 60_000 })
      single.on('error', ignore)
      try {
        await single.query('SELECT pg_advisory_lock($1)', [migrationLock]).catch(busy(name))
        // A script names no schema: a schema that was created later, and comes first, would get half of what the update creates.
        await single.query(`SELECT set_config('search_path', quote_ident($1), false)`, [place])
        return await work(withWholeScripts(new PrismaPg(single, adapterOptions), (script) => single.query(script)))
      } finally {
        // Closing the connection releases the lock, whatever its state.
        await single.end()
      }
    },
    async listen(channel, on) {
      if (pooled) return deaf
      return listenOnServer({ ...config, ...patience }, channel, on, (processId) => own.has(processId), company)
    },
    here: () => company.turn().catch(ignore),
    answerable: () => company.answerable(),
    close: () => pool.end(),
  }
}

/** The server process behind the connection: a notification names its sender. Missing in the driver's types. */
const processIdOf = (client: pg.PoolClient) => (client as pg.PoolClient & { processID: number }).processID

/** Receives nothing: endings are found by polling. */
const deaf: Listener = { close: async () => {} }

const throughPool = (name: string) =>
  new DatabaseError(
    'MIGRATION_THROUGH_POOL',
    `The database ${name} has to be migrated, which cannot be done through a pool. Start once with a DATABASE_URL that points to the server itself.`,
  )

/** @returns the schema that contains our tables, or in which they are to be created. @throws DatabaseError */
async function checkServer(config: pg.ClientConfig, name: string, schema: string | undefined): Promise<string> {
  const client = clientOf(config)
  client.on('error', ignore)
  try {
    await client.connect()
    const { rows } = await client.query<{ version: number; zone: string; dates: string; found: string | null }>(
      `SELECT current_setting('server_version_num')::int / 10000 AS version, current_setting('TimeZone') AS zone,
         current_setting('DateStyle') AS dates, coalesce(
           (SELECT n.nspname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE c.oid = to_regclass('_prisma_migrations')),
           current_schema()) AS found`,
    )
    const { version = 0, zone = 'UTC', dates = 'ISO', found = null } = rows[0] ?? {}
    if (version < oldestServer) {
      throw new DatabaseError(
        'SERVER_TOO_OLD',
        `PostgreSQL at ${name} is version ${version}; ${oldestServer} or newer is needed.`,
      )
    }
    // Requested on each connection, but a pool does not pass it on.
    if (!/^(Etc\/)?(UTC|UCT|GMT|Zulu|Universal)$/i.test(zone)) {
      throw new DatabaseError(
        'WRONG_TIME_ZONE',
        `PostgreSQL at ${name} answers in the time zone ${zone} through its pool. Run there: ALTER ROLE … SET TimeZone = 'UTC'.`,
      )
    }
    if (!dates.startsWith('ISO')) {
      throw new DatabaseError(
        'WRONG_DATE_STYLE',
        `PostgreSQL at ${name} writes dates in the style ${dates} through its pool. Run there: ALTER ROLE … SET DateStyle = 'ISO'.`,
      )
    }
    // A schema named in the URL is created if it is missing.
    const place = schema ?? found
    if (place === null) {
      throw new DatabaseError(
        'UNUSABLE',
        `PostgreSQL at ${name} has no schema on the search_path that this user may use. Correct the options in DATABASE_URL, or the search_path and the rights of its user.`,
      )
    }
    return place
  } catch (error) {
    throw connectError(error, name)
  } finally {
    // Not awaited: the driver does not report the end of a connection that was never established. Without this call, one that
    // failed at the password would stay open, on the server for a minute, and keep the process alive.
    client.end().catch(ignore)
  }
}

function clientOf(config: pg.ClientConfig): pg.Client {
  try {
    return new pg.Client(config)
  } catch (error) {
    throw unreadable(error)
  }
}

const ignore = () => {}

const busy = (name: string) => (error: unknown) => {
  if (codeOf(error) !== '55P03') throw connectError(error, name)
  throw new DatabaseError(
    'MIGRATION_BUSY',
    `Another process has been migrating the database ${name} for over a minute. Start again when it is done.`,
    error,
  )
}
