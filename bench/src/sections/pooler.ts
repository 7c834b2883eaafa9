/** The same instance with its own connections to PostgreSQL, and with those of a PgBouncer that pools by transaction. */
import { startPgBouncer } from '@campusbite/db/testing'
import { campusbiteApi, campusbiteThrough } from '../contenders/campusbite'
import { startAll } from '../contenders/start-all'
import { comparison } from '../measure/comparison'
import { type Entry, measure } from '../measure/measure'
import type { Section } from './section'

export const pooler: Section = {
  name: 'pooler',
  about: 'logouts and refreshes through a PgBouncer, which has to be installed, beside the same without',
  onlyWhenNamed: true,
  async run({ options, postgres, say }) {
    const server = await postgres()
    await using pool = await startPgBouncer(server.url)
    say('pooler: starting the servers …')
    const all = await startAll(server, [campusbiteApi, campusbiteThrough(pool.port)], options.profile)
    const names = ['its own connections, named statements', 'through PgBouncer, statements without a name']
    const measured = async (requests: string, ends: boolean) => {
      say(`pooler: ${options.rounds} rounds of ${requests} …`)
      const entries = all.map((running, index): Entry => ({ name: names[index] ?? '', running, requests, ends }))
      return measure(entries, { postgres: server, ...options })
    }
    const logouts = await measured('campusbite logout', true)
    const refreshes = await measured('campusbite refresh', false)
    for (const running of all) await running.stop()
    const text = 'What PgBouncer itself takes of the processors is in neither of the last two columns.'
    return [
      comparison({ title: `Logout through a pool, ${options.connections} connections`, text, names, rounds: logouts }),
      comparison({
        title: `Refresh through a pool, ${options.connections} connections`,
        text,
        names,
        rounds: refreshes,
      }),
    ]
  },
}
