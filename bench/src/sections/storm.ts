/** How long a logout takes while many others log in, each at a thousand times the cost. */
import { campusbite } from '../contenders/campusbite'
import { startAll } from '../contenders/start-all'
import { generate } from '../load/generate'
import { comparison } from '../measure/comparison'
import { type Entry, type Measured, measure } from '../measure/measure'
import { signedIn } from '../people'
import type { Section } from './section'

/** Concurrent logins. */
const stormers = 16

export const storm: Section = {
  name: 'storm',
  about: 'logouts in a storm of logins, against their quiet latency',
  async run({ options, postgres, say }) {
    const server = await postgres()
    const [web] = await startAll(server, [campusbite], options.profile)
    if (!web) throw new Error('The server is missing.')
    const { email, password } = await signedIn(web.program.port, 'storm')
    const entry: Entry = { name: 'a logout', running: web, requests: 'campusbite logout', ends: false }
    const conditions = { postgres: server, seconds: options.seconds, connections: 1, sessions: options.sessions }
    const once = async () => (await measure([entry], { ...conditions, rounds: 1, warm: true }))[0] ?? []
    const quiet: Measured[] = []
    const stormy: Measured[] = []
    await measure([entry], { ...conditions, rounds: 1 })
    for (let round = 0; round < options.rounds; round += 1) {
      say(`storm: round ${round + 1} of ${options.rounds} …`)
      quiet.push(...(await once()))
      const logins = { ports: [web.program.port], requests: 'login', given: { email, password }, from: 0, to: 100_000 }
      const storming = generate({ ...logins, connections: stormers, seconds: options.seconds * 3 })
      stormy.push(...(await once()))
      await storming
    }
    await web.stop()
    return [
      comparison({
        title: `Logout in a storm of ${stormers} concurrent logins`,
        text: 'One caller logs out repeatedly; p50 and p99 against the same round without the storm.',
        names: ['quiet', 'in the storm'],
        rounds: [quiet, stormy],
      }),
    ]
  },
}
