/** Several instances on one PostgreSQL: what distributing logouts over them costs. */
import { campusbiteInstances } from '../contenders/campusbite'
import { startAll } from '../contenders/start-all'
import { comparison } from '../measure/comparison'
import { type Entry, measure } from '../measure/measure'
import type { Section } from './section'

const counts = [1, 2, 3]

export const instances: Section = {
  name: 'instances',
  about: 'logouts spread over one, two and three instances of the API on one PostgreSQL',
  async run({ options, postgres, say }) {
    const server = await postgres()
    say('instances: starting the servers …')
    const all = await startAll(server, counts.map(campusbiteInstances), options.profile)
    const entries = all.map((running, index): Entry => {
      const count = counts[index] ?? 0
      const name = `${count} ${count === 1 ? 'instance' : 'instances'}`
      return { name, running, requests: 'campusbite logout', ends: true }
    })
    say(`instances: ${options.rounds} rounds …`)
    const rounds = await measure(entries, { postgres: server, ...options })
    for (const running of all) await running.stop()
    return [
      comparison({
        title: `Logout over several instances, ${options.connections} connections in total`,
        text:
          'Each group of instances has its own database in the same PostgreSQL, and each instance follows the others’ endings. ' +
          'The load, the instances and PostgreSQL share this machine’s CPUs: with as few as two, ' +
          'this cannot show a gain from more instances, only whether something is lost; the ratio says how much.',
        names: entries.map(({ name }) => name),
        rounds,
      }),
    ]
  },
}
