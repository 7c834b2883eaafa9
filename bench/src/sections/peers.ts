/** The same logout by what people would use instead, in the same rounds. */
import { campusbite } from '../contenders/campusbite'
import { floor } from '../contenders/floor'
import { authJs, betterAuth, expressSession, oidcProvider } from '../contenders/peers'
import { startAll } from '../contenders/start-all'
import { comparison } from '../measure/comparison'
import { type Entry, measure } from '../measure/measure'
import type { Section } from './section'

export const peers: Section = {
  name: 'peers',
  about: 'logout beside express-session, Auth.js, oidc-provider and Better Auth, installed when first asked for',
  async run({ options, postgres, say }) {
    const server = await postgres()
    say('peers: installing and starting …')
    const contenders = [floor, campusbite, expressSession, authJs, oidcProvider, betterAuth]
    const all = await startAll(server, contenders, options.profile)
    const asked = [
      'floor logout',
      'campusbite logout',
      'express-session logout',
      'Auth.js logout',
      'oidc-provider revocation',
      'Better Auth logout',
    ]
    const entries = all.map((running, index): Entry => {
      return { name: running.contender.name, running, requests: asked[index] ?? '', ends: true }
    })
    say(`peers: ${options.rounds} rounds …`)
    const rounds = await measure(entries, { postgres: server, ...options })
    for (const running of all) await running.stop()
    return [
      comparison({
        title: `Logout beside peers, ${options.connections} connections`,
        text: 'Each on PostgreSQL, each ending another live session with each request, each checked by its rows.',
        names: entries.map(({ name }) => name),
        rounds,
      }),
    ]
  },
}
