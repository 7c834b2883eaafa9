/** Listens to a PostgreSQL channel on a connection of its own, and reconnects for as long as it is not closed. */
import pg from 'pg'
import type { Heard, Listener } from './connection'

const longestPauseMs = 5_000

/** Resolves when the first attempt has succeeded or failed: what is lost while there is no connection, polling finds. */
export async function listenOnServer(
  config: pg.ClientConfig,
  channel: string,
  on: Heard,
  isOwn: (processId: number) => boolean,
): Promise<Listener> {
  let closed = false
  let client: pg.Client | undefined
  let hearing = false
  let failures = 0
  let timer: NodeJS.Timeout | undefined

  const lost = (broken: pg.Client) => {
    // One broken connection may report itself several times.
    if (closed || client !== broken) return
    client = undefined
    broken.end().catch(() => {})
    // A line that was cut is mended at once where it can be: until then every check of a token asks the database.
    timer = setTimeout(connect, hearing ? 0 : Math.min(longestPauseMs, 100 * 2 ** failures++))
    if (hearing) on.deaf()
    hearing = false
  }

  const connect = async () => {
    const fresh = new pg.Client(config)
    client = fresh
    fresh.on('error', () => lost(fresh))
    fresh.on('end', () => lost(fresh))
    fresh.on('notification', ({ processId }) => on.poke(isOwn(processId)))
    try {
      await fresh.connect()
      await fresh.query(`LISTEN ${fresh.escapeIdentifier(channel)}`)
    } catch {
      lost(fresh)
    }
    // Lost meanwhile, it would be taken for a line that hears, and nobody would say that it does not.
    if (closed || client !== fresh) return
    failures = 0
    hearing = true
    on.hearing()
  }

  await connect()
  return {
    async close() {
      closed = true
      clearTimeout(timer)
      await client?.end().catch(() => {})
    },
  }
}
