/** The connection to a PostgreSQL server. Checks that it answers and is new enough; creates and changes nothing. */
import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { connectError } from './connect-error'
import type { Connection, Statement } from './connection'
import { DatabaseError } from './database-error'
import { listenOnServer } from './listen-on-server'
import { withWholeScripts } from './script-adapter'
import { readServerUrl } from './server-url'

/** Prisma's own advisory lock, so that `prisma migrate deploy` and a starting app also wait for each other. */
const migrationLock = 72_707_369
/** The first with transaction ids of 64 bits, which the follower's cursor is made of. */
const oldestServer = 13

/**
 * Milliseconds. Without them a request would wait for ever: for a row that somebody has locked, for a statement that takes
 * too long, for an answer on a connection that has gone dead, and so would its caller. The server gives up before the
 * client does: what has been answered with a failure is then not still being tried.
 */
const limits = {
  lock_timeout: 3_000,
  statement_timeout: 9_000,
  query_timeout: 10_000,
  idle_in_transaction_session_timeout: 15_000,
}

/** @throws DatabaseError */
export async function connectServer(url: string): Promise<Connection> {
  const { connectionString, name, schema } = readServerUrl(url)
  const config: pg.PoolConfig = {
    connectionString,
    application_name: 'campusbite',
    keepAlive: true,
    connectionTimeoutMillis: 5_000,
  }
  await checkServer(config, name)
  const pool = new pg.Pool({ ...config, ...limits })
  // An idle connection that breaks is replaced by the pool; unheard, the event would end the process.
  pool.on('error', ignore)
  const processIds = new WeakMap<pg.PoolClient, number>()
  const own = new Set<number>()
  pool.on('connect', (client) => {
    if (!('processID' in client) || typeof client.processID !== 'number') return
    processIds.set(client, client.processID)
    own.add(client.processID)
  })
  pool.on('remove', (client) => own.delete(processIds.get(client) ?? 0))
  const adapterOptions = schema === undefined ? {} : { schema }
  return {
    kind: 'server',
    name,
    adapter: new PrismaPg(pool, adapterOptions),
    run: async <Row>({ name, text }: Statement, values: readonly unknown[]): Promise<Row[]> =>
      (await pool.query<Row & pg.QueryResultRow>({ name, text, values: [...values] })).rows,
    async whileMigrating(work) {
      // One connection, kept for all of it: the lock belongs to the connection that took it.
      const single = new pg.Pool({ ...config, max: 1, idleTimeoutMillis: 0, lock_timeout: 60_000 })
      single.on('error', ignore)
      try {
        await single.query('SELECT pg_advisory_lock($1)', [migrationLock]).catch(busy(name))
        return await work(withWholeScripts(new PrismaPg(single, adapterOptions), (script) => single.query(script)))
      } finally {
        // Closing the connection gives the lock back, whatever state it is in.
        await single.end()
      }
    },
    listen: (channel, onPoke) => listenOnServer(config, channel, onPoke, (processId) => own.has(processId)),
    close: () => pool.end(),
  }
}

/** @throws DatabaseError */
async function checkServer(config: pg.ClientConfig, name: string): Promise<void> {
  const client = new pg.Client(config)
  client.on('error', ignore)
  try {
    await client.connect()
    const { rows } = await client.query<{ version: number }>(
      `SELECT current_setting('server_version_num')::int / 10000 AS version`,
    )
    const version = rows[0]?.version ?? 0
    if (version < oldestServer) {
      throw new DatabaseError(
        'SERVER_TOO_OLD',
        `PostgreSQL at ${name} is version ${version}; ${oldestServer} or newer is needed.`,
      )
    }
  } catch (error) {
    throw connectError(error, name)
  } finally {
    // Not waited for: of a connection that never came about, the driver does not report the end. Left out, one that
    // failed at the password would stay open, on the server for a minute, and keep the process alive.
    client.end().catch(ignore)
  }
}

const ignore = () => {}

const busy = (name: string) => (error: unknown) => {
  if (!(error instanceof Error && 'code' in error && error.code === '55P03')) throw connectError(error, name)
  throw new DatabaseError(
    'MIGRATION_BUSY',
    `Another process has been migrating the database ${name} for over a minute. Start again when it is done.`,
    error,
  )
}
