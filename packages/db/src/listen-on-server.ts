/** Listens to a PostgreSQL channel on a connection of its own, and reconnects for as long as it is not closed. */
import pg from 'pg'
import { arrivals, type Company } from './company'
import type { Heard, Listener, Run } from './connection'

const longestPauseMs = 5_000
/** A connection that a firewall has dropped is silent, which looks like having nothing to tell: so it is asked. */
const askEveryMs = 1_000
const answerWithinMs = 2_000
/** The server gives up before the client does: what has been given up is then not still being tried. */
const limits = { lock_timeout: 1_500, statement_timeout: 1_500 }
/** A line that lasted less than this is not reconnected at once. */
const lastingMs = 1_000

/** Resolves when the first attempt has succeeded or failed: what is lost while there is no connection, polling finds. */
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
  /** Since when, by `performance.now()`; undefined: nothing is heard. */
  let hearingSince: number | undefined
  let failures = 0
  let timer: NodeJS.Timeout | undefined

  const stillThere = async (asked: pg.Client) => {
    try {
      await company.turn(runOn(asked))
    } catch (error) {
      // A refusal is an answer too: the line is alive.
      if (!(error instanceof pg.DatabaseError)) lost(asked)
    }
    if (!closed && client === asked) timer = setTimeout(stillThere, askEveryMs, asked)
  }

  /** The server shows a connection by its first statement: so that says what the connection is for, whatever follows it. */
  const runOn = (line: pg.Client): Run => {
    return async ({ text }, values) => {
      // The driver's types know neither a limit for one statement, nor that of two statements there are two results.
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
    // A line that was cut is mended at once where it can be: until then every check of a token asks the database.
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
    // If it was lost meanwhile, nobody would say that this line does not hear.
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

/** A statement without parameters: only so can there be two in one. */
const written = (text: string, values: readonly unknown[]) =>
  text.replace(/\$(\d)/g, (_, place) => {
    const value = values[Number(place) - 1]
    return value === null ? 'NULL' : pg.escapeLiteral(String(value))
  })

const ignore = () => {}
