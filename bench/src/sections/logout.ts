/** How fast sessions end: under load, and with a single caller. */
import { campusbite, campusbiteApi } from '../contenders/campusbite'
import { floor } from '../contenders/floor'
import { startAll } from '../contenders/start-all'
import { comparison } from '../measure/comparison'
import { type Entry, measure } from '../measure/measure'
import type { Section } from './section'

export const logout: Section = {
  name: 'logout',
  about: 'POST /api/auth/logout and auth.logout, against the floor',
  async run({ options, postgres, say }) {
    const server = await postgres()
    say('logout: starting the servers …')
    const [bare, web, api] = await startAll(server, [floor, campusbite, campusbiteApi], options.profile)
    if (!bare || !web || !api) throw new Error('A server is missing.')
    const entries: Entry[] = [
      { name: 'floor: bare node:http, pg, one named DELETE', running: bare, requests: 'floor logout', ends: true },
      { name: 'CampusBite, POST /api/auth/logout', running: web, requests: 'campusbite logout', ends: true },
      { name: 'CampusBite, tRPC auth.logout', running: web, requests: 'campusbite trpc logout', ends: true },
      {
        name: 'CampusBite, the API alone, POST /api/auth/logout',
        running: api,
        requests: 'campusbite logout',
        ends: true,
      },
    ]
    const { rounds, seconds, connections, sessions } = options
    const conditions = { postgres: server, rounds, seconds, connections, sessions }
    say(`logout: ${rounds} rounds under load …`)
    const loaded = await measure(entries, conditions)
    say(`logout: ${rounds} rounds with one caller …`)
    const alone = await measure(entries, { ...conditions, connections: 1, seconds: Math.min(1, seconds / 2) })
    for (const running of [bare, web, api]) await running.stop()
    return [
      comparison({
        title: `Logout, ${connections} connections`,
        text: `Each request ends a different one of ${sessions} live sessions; the rows were counted before and after.`,
        names: entries.map(({ name }) => name),
        rounds: loaded,
      }),
      comparison({
        title: 'Logout, one caller on an idle server',
        text: 'Each request is sent after the previous response.',
        names: entries.map(({ name }) => name),
        rounds: alone,
      }),
    ]
  },
}
