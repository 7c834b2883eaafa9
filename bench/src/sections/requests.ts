/** The most frequent requests: the current user, and the next pair of tokens. */
import { campusbite } from '../contenders/campusbite'
import { floor } from '../contenders/floor'
import { startAll } from '../contenders/start-all'
import { comparison } from '../measure/comparison'
import { type Entry, measure } from '../measure/measure'
import { askingWho, signedIn } from '../people'
import type { Section, Table } from './section'

export const requests: Section = {
  name: 'requests',
  about: 'GET /api/auth/me with a token seen before, and refreshes, against their floors',
  async run({ options, postgres, say }) {
    const server = await postgres()
    say('requests: starting the servers …')
    const [bare, web] = await startAll(server, [floor, campusbite], options.profile)
    if (!bare || !web) throw new Error('A server is missing.')
    const me = askingWho(await signedIn(web.program.port, 'bench'))
    const compared = async (title: string, text: string, entries: readonly Entry[]): Promise<Table> => {
      say(`requests: ${title}, ${options.rounds} rounds …`)
      const rounds = await measure(entries, { postgres: server, ...options })
      return comparison({ title, text, names: entries.map(({ name }) => name), rounds })
    }
    const tables = [
      await compared(
        'Who am I',
        'The signature was verified once; whether the session is alive is known without a query.',
        [
          {
            name: 'floor: bare node:http, no check, no query',
            running: bare,
            requests: 'me',
            given: { path: '/me' },
            ends: false,
          },
          { name: 'CampusBite, GET /api/auth/me', running: web, requests: 'me', given: me, ends: false },
        ],
      ),
      await compared('Refresh', 'Each request redeems a different session’s token.', [
        { name: 'floor: bare node:http, pg, one named UPDATE', running: bare, requests: 'floor refresh', ends: false },
        { name: 'CampusBite, POST /api/auth/refresh-token', running: web, requests: 'campusbite refresh', ends: false },
      ]),
    ]
    for (const running of [bare, web]) await running.stop()
    return tables
  },
}
