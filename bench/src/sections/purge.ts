/** How long a logout takes while expired sessions are ended and old records removed. */
import { campusbiteApi, tables } from '../contenders/campusbite'
import type { Running } from '../contenders/contender'
import { startAll } from '../contenders/start-all'
import { comparison } from '../measure/comparison'
import { type Conditions, type Entry, type Measured, measure } from '../measure/measure'
import { Purger } from '../measure/purger'
import type { Section, Table } from './section'

/** Rows to purge per measured second, so that the purge runs about as long; its actual duration is in the report. */
const perSecond = { sessions: 800, endings: 2_000 }

/** Counts only live rows: the purge removes the others. */
const counted = { ...campusbiteApi, count: `${tables.count} WHERE expires_at > now()` }

export const purge: Section = {
  name: 'purge',
  about: 'logouts while expired sessions are ended and old records removed, against the same without',
  async run({ options, postgres, say }) {
    const server = await postgres()
    say('purge: starting the server …')
    const [api] = await startAll(server, [counted], options.profile)
    if (!api) throw new Error('The server is missing.')
    const purger = await Purger.start(api.databaseUrl)
    const { rounds, seconds, sessions } = options
    const reports: Table[] = []
    for (const connections of [1, options.connections]) {
      say(
        `purge: ${rounds} rounds with and without, ${connections === 1 ? 'one caller' : `${connections} connections`} …`,
      )
      reports.push(await compared(api, purger, { postgres: server, rounds, seconds, connections, sessions }))
    }
    purger.stop()
    await api.stop()
    return reports
  },
}

async function compared(api: Running, purger: Purger, conditions: Conditions): Promise<Table> {
  const { rounds, seconds, connections } = conditions
  const entry: Entry = { name: 'a logout', running: api, requests: 'campusbite logout', ends: true }
  const once = async (given: Partial<Conditions>) =>
    (await measure([entry], { ...conditions, rounds: 1, warm: true, ...given }))[0] ?? []
  const expired = Math.ceil(perSecond.sessions * seconds)
  const old = Math.ceil(perSecond.endings * seconds)
  const quiet: Measured[] = []
  const purging: Measured[] = []
  const took: number[] = []

  const beside = async () => {
    await purger.prepare(api.database, expired, old)
    let purged: ReturnType<Purger['purge']> | undefined
    const began = () => {
      purged = purger.purge(expired, old)
      // Awaited below; until then a failure must not end the process.
      purged.catch(() => {})
    }
    purging.push(...(await once({ began })))
    took.push((await purged)?.seconds ?? 0)
  }

  await once({})
  for (let round = 0; round < rounds; round += 1) {
    // Neither is always the first.
    if (round % 2 === 0) quiet.push(...(await once({})))
    await beside()
    if (round % 2 === 1) quiet.push(...(await once({})))
  }
  const [shortest, longest] = [Math.min(...took), Math.max(...took)].map((value) => value.toFixed(1))
  return comparison({
    title: `Logout during a purge, ${connections === 1 ? 'one caller' : `${connections} connections`}`,
    text:
      `The purge ended ${expired} expired sessions and removed ${old} old records in each round, from a separate process. ` +
      `It started with the clock and took ${shortest} to ${longest} s; the logouts were measured for ${seconds} s.`,
    names: ['without', 'beside the purge'],
    rounds: [quiet, purging],
  })
}
