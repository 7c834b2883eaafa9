/** The connections on which a database's instances listen for endings. `console`: a connection to the same database. */
import type pg from 'pg'

/** The server's process ids, the oldest first. */
export async function listenersOf(console: pg.Client): Promise<number[]> {
  const { rows } = await console.query<{ pid: number }>(
    `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%' ORDER BY backend_start`,
  )
  return rows.map(({ pid }) => pid)
}

export async function cutListeners(console: pg.Client): Promise<void> {
  await console.query('SELECT pg_terminate_backend(pid) FROM unnest($1::integer[]) AS pid', [
    await listenersOf(console),
  ])
}
