/** The same logout in the alternatives people would use, in the same rounds. */
import { campusbite } from '../contenders/campusbite'
import { floor } from '../contenders/floor'
import { authJs, betterAuth, expressSession, oidcProvider } from '../contenders/peers'
import { startAll } from '../contenders/start-all'
import { comparison } from '../measure/comparison'
import { type Entry, measure } from '../measure/measure'
import { askingWho, signedIn } from '../people'
import type { Section } from './section'

export const peers: Section = {
  name: 'peers',
  about:
    'logout beside express-session, Auth.js, oidc-provider and Better Auth (who am I as well), installed when first asked for',
  async run({ options, postgres, say }) {
    const server = await postgres()
    say('peers: installing and starting …')
    const contenders = [floor, campusbite, expressSession, authJs, oidcProvider, betterAuth]
    const all = await startAll(server, contenders, options.profile)
    const calls = [
      'floor logout',
      'campusbite logout',
      'express-session logout',
      'Auth.js logout',
      'oidc-provider revocation',
      'Better Auth logout',
    ]
    const entries = all.map((running, index): Entry => {
      return { name: running.contender.name, running, requests: calls[index] ?? '', ends: true }
    })
    say(`peers: ${options.rounds} rounds …`)
    const rounds = await measure(entries, { postgres: server, ...options })
    const [bare, web] = all
    const better = all.at(-1)
    if (!bare || !web || !better) throw new Error('A server is missing.')
    const me = askingWho(await signedIn(web.program.port, 'bench'))
    const session = { session: String(better.first) }
    const askers: Entry[] = [
      { name: 'floor: bare node:http, no check, no query', running: bare, requests: 'me', given: { path: '/me' } },
      { name: 'CampusBite, GET /api/auth/me', running: web, requests: 'me', given: me },
      { name: 'Better Auth, getSession', running: better, requests: 'Better Auth getSession', given: session },
    ].map((asker) => ({ ...asker, ends: false }))
    say(`peers: ${options.rounds} rounds of who am I …`)
    const asked = await measure(askers, { postgres: server, ...options })
    for (const running of all) await running.stop()
    return [
      comparison({
        title: `Logout against peers, ${options.connections} connections`,
        text: 'All on PostgreSQL; each request ends a different live session, and the rows are checked.',
        names: entries.map(({ name }) => name),
        rounds,
      }),
      comparison({
        title: 'Current user, against Better Auth',
        text: 'The same user asks repeatedly; Better Auth without its cookie cache, which is its default.',
        names: askers.map(({ name }) => name),
        rounds: asked,
      }),
    ]
  },
}
