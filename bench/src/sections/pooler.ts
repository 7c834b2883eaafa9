/** The same instance with its own connections to PostgreSQL, and through a PgBouncer with transaction pooling. */
import { startPgBouncer } from '@campusbite/db/testing'
import { campusbiteApi, campusbiteThrough } from '../contenders/campusbite'
import { startAll } from '../contenders/start-all'
import { comparison } from '../measure/comparison'
import { type Entry, measure } from '../measure/measure'
import { askingWho, signedIn } from '../people'
import type { Section } from './section'

export const pooler: Section = {
  name: 'pooler',
  about: 'logouts, refreshes and auth.me through a PgBouncer, which must be installed, against the same without',
  onlyWhenNamed: true,
  async run({ options, postgres, say }) {
    const server = await postgres()
    await using pool = await startPgBouncer(server.url)
    say('pooler: starting the servers …')
    const all = await startAll(server, [campusbiteApi, campusbiteThrough(pool.port)], options.profile)
    const names = ['its own connections, named statements', 'through PgBouncer, statements without a name']
    const measured = async (what: Pick<Entry, 'requests' | 'ends'>, given: readonly Entry['given'][] = []) => {
      say(`pooler: ${options.rounds} rounds of ${what.requests} …`)
      const entries = all.map((running, index): Entry => {
        return { name: names[index] ?? '', running, given: given[index] ?? {}, ...what }
      })
      return measure(entries, { postgres: server, ...options })
    }
    const people = await Promise.all(all.map(({ program }) => signedIn(program.port, 'bench')))
    const measurements = [
      { title: 'Logout', rounds: await measured({ requests: 'campusbite logout', ends: true }) },
      { title: 'Refresh', rounds: await measured({ requests: 'campusbite refresh', ends: false }) },
      // Through a pool there are no notifications, so each check queries the database.
      { title: 'Current user', rounds: await measured({ requests: 'me', ends: false }, people.map(askingWho)) },
    ]
    for (const running of all) await running.stop()
    const text = 'The last two columns do not include PgBouncer’s own CPU time.'
    return measurements.map(({ title, rounds }) =>
      comparison({ title: `${title} through a pool, ${options.connections} connections`, text, names, rounds }),
    )
  },
}
