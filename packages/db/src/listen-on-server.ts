/** Listens to a PostgreSQL channel on a dedicated connection, and reconnects until it is closed. */
import pg from 'pg'
import { arrivals, type Company } from './company'
import type { Heard, Listener, Run } from './connection'

const longestPauseMs = 5_000
/** A connection that a firewall has dropped is silent, just like one with nothing to report: so it is checked. */
const askEveryMs = 1_000
const answerWithinMs = 2_000
/** The server gives up before the client does, so that nothing is still being attempted after the client has given up. */
const limits = { lock_timeout: 1_500, statement_timeout: 1_500 }
/** A connection that lasted less than this is not reopened at once. */
const lastingMs = 1_000

/** Resolves when the first attempt has succeeded or failed: polling finds what is missed without a connection. */
export async function listenOnServer(
  config: pg.ClientConfig,
  channel: string,
  on: Heard,
  isOwn: (processId: number) => boolean,
  company: Company,
): Promise<Listener> {
  const listen = `LISTEN ${pg.escapeIdentifier(channel)}`
  let closed = false
  let client: pg.Client | undefined
  /** Since when, by `performance.now()`; undefined if nothing is heard. */
  let hearingSince: number | undefined
  let failures = 0
  let timer: NodeJS.Timeout | undefined

  const stillThere = async (asked: pg.Client) => {
    try {
      await company.turn(runOn(asked))
    } catch (error) {
      // A refusal is an answer too: the connection is alive.
      if (!(error instanceof pg.DatabaseError)) lost(asked)
    }
    if (!closed && client === asked) timer = setTimeout(stillThere, askEveryMs, asked)
  }

  /** The server shows a connection by its first statement, so that says what the connection is for, whatever follows. */
  const runOn = (line: pg.Client): Run => {
    return async ({ text }, values) => {
      // The driver's types know neither a timeout per statement nor that two statements yield two results.
      const query = { text: `${listen}; ${written(text, values)}`, query_timeout: answerWithinMs }
      const [, answer] = (await line.query(query)) as unknown as pg.QueryResult[]
      return (answer?.rows ?? []) as never
    }
  }

  const lost = (broken: pg.Client) => {
    // One broken connection may report itself several times.
    if (closed || client !== broken) return
    client = undefined
    broken.end().catch(ignore)
    // A lost connection is reopened at once if possible: until then every token check queries the database.
    const lasted = hearingSince === undefined ? 0 : performance.now() - hearingSince
    clearTimeout(timer)
    timer = setTimeout(connect, lasted > lastingMs ? 0 : Math.min(longestPauseMs, 100 * 2 ** failures++))
    if (hearingSince === undefined) return
    hearingSince = undefined
    company.deaf()
    on.deaf()
  }

  const connect = async () => {
    const fresh = new pg.Client({ ...config, ...limits })
    client = fresh
    fresh.on('error', () => lost(fresh))
    fresh.on('end', () => lost(fresh))
    fresh.on('notification', ({ channel: heardOn, processId, payload = '' }) => {
      if (heardOn === arrivals) company.arrival(runOn(fresh)).catch(ignore)
      else on.poke(isOwn(processId), payload)
    })
    try {
      await fresh.connect()
      await fresh.query(`${listen}; LISTEN ${arrivals}`)
    } catch {
      lost(fresh)
    }
    // If it was lost in the meantime, nobody would report that this connection is deaf.
    if (closed || client !== fresh) return
    failures = 0
    hearingSince = performance.now()
    on.hearing()
    company.listening(on)
    await stillThere(fresh)
  }

  await connect()
  return {
    async close() {
      closed = true
      clearTimeout(timer)
      if (client && hearingSince !== undefined) await company.leave(runOn(client)).catch(ignore)
      await client?.end().catch(ignore)
    },
  }
}

/** A statement without parameters: only then can two be sent as one. */
const written = (text: string, values: readonly unknown[]) =>
  text.replace(/\$(\d)/g, (_, place) => {
    const value = values[Number(place) - 1]
    return value === null ? 'NULL' : pg.escapeLiteral(String(value))
  })

const ignore = () => {}
