/** Listens to a PostgreSQL channel on a connection of its own, and reconnects for as long as it is not closed. */
import pg from 'pg'
import type { Listener, Poke } from './connection'

const longestPauseMs = 5_000

/** Resolves at once: what is lost while there is no connection, polling finds. */
export async function listenOnServer(
  config: pg.ClientConfig,
  channel: string,
  onPoke: (how: Poke) => void,
  isOwn: (processId: number) => boolean,
): Promise<Listener> {
  let closed = false
  let client: pg.Client | undefined
  let failures = 0
  let attempts = 0
  let timer: NodeJS.Timeout | undefined

  const reconnectLater = (broken: pg.Client) => {
    // One broken connection may report itself several times.
    if (closed || client !== broken) return
    client = undefined
    broken.end().catch(() => {})
    timer = setTimeout(connect, Math.min(longestPauseMs, 100 * 2 ** failures++))
  }

  const connect = () => {
    const fresh = new pg.Client(config)
    client = fresh
    const anew = attempts++ > 0
    fresh.on('error', () => reconnectLater(fresh))
    fresh.on('end', () => reconnectLater(fresh))
    fresh.on('notification', ({ processId }) => onPoke({ anew: false, own: isOwn(processId) }))
    fresh
      .connect()
      .then(() => fresh.query(`LISTEN ${fresh.escapeIdentifier(channel)}`))
      .then(() => {
        failures = 0
        onPoke({ anew, own: false })
      })
      .catch(() => reconnectLater(fresh))
  }

  connect()
  return {
    async close() {
      closed = true
      clearTimeout(timer)
      await client?.end().catch(() => {})
    },
  }
}
