/** Listens to a PostgreSQL channel on a connection of its own, and reconnects for as long as it is not closed. */
import pg from 'pg'
import { arrivals, askEveryMs, Company } from './company'
import type { Heard, Listener } from './connection'

const longestPauseMs = 5_000
/** A line that a firewall has forgotten says nothing, and that nothing comes looks like nothing to tell: so it is asked. */
/** One that is cut sooner than that is not worth to be mended at once. */
const lastingMs = 1_000

/** Resolves when the first attempt has succeeded or failed: what is lost while there is no connection, polling finds. */
export async function listenOnServer(
  config: pg.ClientConfig,
  channel: string,
  on: Heard,
  isOwn: (processId: number) => boolean,
): Promise<Listener> {
  const listen = `LISTEN ${pg.escapeIdentifier(channel)}`
  let closed = false
  let client: pg.Client | undefined
  /** Since when, by `performance.now()`; undefined: nothing is heard. */
  let hearingSince: number | undefined
  let failures = 0
  /** There was a line before. */
  let again = false
  let timer: NodeJS.Timeout | undefined

  const stillThere = async (asked: pg.Client, company: Company) => {
    try {
      await company.look()
    } catch {
      lost(asked)
    }
    if (!closed && client === asked) timer = setTimeout(stillThere, askEveryMs, asked, company)
  }

  const lost = (broken: pg.Client) => {
    // One broken connection may report itself several times.
    if (closed || client !== broken) return
    client = undefined
    broken.end().catch(() => {})
    // A line that was cut is mended at once where it can be: until then every check of a token asks the database.
    const lasted = hearingSince === undefined ? 0 : performance.now() - hearingSince
    clearTimeout(timer)
    timer = setTimeout(connect, lasted > lastingMs ? 0 : Math.min(longestPauseMs, 100 * 2 ** failures++))
    if (hearingSince !== undefined) on.deaf()
    hearingSince = undefined
  }

  const connect = async () => {
    const fresh = new pg.Client(config)
    client = fresh
    fresh.on('error', () => lost(fresh))
    fresh.on('end', () => lost(fresh))
    const alone = () => {
      // Its line may have been lost between the answer and this.
      if (!closed && client === fresh) on.alone()
    }
    const graceMs = again ? 2 * longestPauseMs : 0
    again = true
    const company = new Company(fresh, listen, { alone, company: () => on.company() }, graceMs)
    const arrived = (processId: number) => {
      const own = isOwn(processId) || ('processID' in fresh && processId === fresh.processID)
      if (!own) company.arrival().catch(() => lost(fresh))
    }
    fresh.on('notification', ({ channel: heardOn, processId, payload = '' }) =>
      heardOn === arrivals ? arrived(processId) : on.poke(isOwn(processId), payload),
    )
    try {
      await fresh.connect()
      await company.enter()
    } catch {
      lost(fresh)
    }
    // Lost meanwhile, it would be taken for a line that hears, and nobody would say that it does not.
    if (closed || client !== fresh) return
    failures = 0
    hearingSince = performance.now()
    on.hearing()
    await stillThere(fresh, company)
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
