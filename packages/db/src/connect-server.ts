/** The connection to a PostgreSQL server. Checks that it answers and is new enough; creates and changes nothing. */
import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { connectError } from './connect-error'
import type { Connection } from './connection'
import { DatabaseError } from './database-error'
import { listenOnServer } from './listen-on-server'
import { withWholeScripts } from './script-adapter'
import { readServerUrl } from './server-url'

/** Prisma's own advisory lock, so that `prisma migrate deploy` and a starting app also wait for each other. */
const migrationLock = 72_707_369
/** The first with transaction ids of 64 bits, which the follower's cursor is made of. */
const oldestServer = 13

/** @throws DatabaseError */
export async function connectServer(url: string): Promise<Connection> {
  const { connectionString, name, schema } = readServerUrl(url)
  const config: pg.PoolConfig = {
    connectionString,
    application_name: 'campusbite',
    keepAlive: true,
    connectionTimeoutMillis: 5_000,
  }
  // Without a limit, a query on a connection that has gone dead would wait for ever, and its request with it.
  const pool = new pg.Pool({ ...config, query_timeout: 10_000 })
  const ignore = () => {}
  // An idle connection that breaks is replaced by the pool; unheard, the event would end the process.
  pool.on('error', ignore)
  try {
    await checkServer(pool, name)
  } catch (error) {
    await pool.end()
    throw connectError(error, name)
  }
  const adapterOptions = schema === undefined ? {} : { schema }
  return {
    kind: 'server',
    name,
    adapter: new PrismaPg(pool, adapterOptions),
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
    listen: (channel, onPoke) => listenOnServer(config, channel, onPoke),
    close: () => pool.end(),
  }
}

async function checkServer(pool: pg.Pool, name: string): Promise<void> {
  const { rows } = await pool.query<{ version: number }>(
    `SELECT current_setting('server_version_num')::int / 10000 AS version`,
  )
  const version = rows[0]?.version ?? 0
  if (version >= oldestServer) return
  throw new DatabaseError(
    'SERVER_TOO_OLD',
    `PostgreSQL at ${name} is version ${version}; ${oldestServer} or newer is needed.`,
  )
}

const busy = (name: string) => (error: unknown) => {
  if (!(error instanceof Error && 'code' in error && error.code === '55P03')) throw connectError(error, name)
  throw new DatabaseError(
    'MIGRATION_BUSY',
    `Another process has been migrating the database ${name} for over a minute. Start again when it is done.`,
    error,
  )
}
