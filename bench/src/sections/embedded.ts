/** The logout in the default setup: the database embedded in the server's process. */
import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { campusbiteEmbedded, floorEmbedded, RunningEmbedded } from '../contenders/embedded'
import { Dishonest, requireHonest, requireRight } from '../honesty'
import { generate } from '../load/generate'
import { folderOf } from '../machine/folder-of'
import { comparison } from '../measure/comparison'
import { inRounds, type Measured, serverMicrosOf } from '../measure/measure'
import type { Options } from '../options'
import type { Section } from './section'

interface Entry {
  name: string
  running: RunningEmbedded
  requests: string
}

/** More logouts per second than any contender can do: each measurement has this many sessions to end. */
const mostPerSecond = 20_000

export const embedded: Section = {
  name: 'embedded',
  about: 'the logout on the embedded database, against bare PGlite',
  async run({ options, say }) {
    const folder = mkdtempSync(join(folderOf(options), 'campusbite-embedded-'))
    const slice = Math.ceil(mostPerSecond * options.seconds)
    const held = (entries: number) => options.sessions + slice * (options.rounds + 1) * entries
    const nodeOptions = options.profile ? ['--cpu-prof', `--cpu-prof-dir=${options.profile}`] : []
    say('embedded: filling the databases and starting the servers …')
    try {
      // Both have as many sessions, though the floor is measured once and the app twice.
      const floor = await RunningEmbedded.start(floorEmbedded, join(folder, 'floor'), held(2), nodeOptions)
      const app = await RunningEmbedded.start(campusbiteEmbedded, join(folder, 'app'), held(2), nodeOptions)
      const entries: Entry[] = [
        { name: 'floor: bare node:http, PGlite, one DELETE', running: floor, requests: 'floor logout' },
        { name: 'CampusBite, POST /api/auth/logout', running: app, requests: 'campusbite logout' },
        { name: 'CampusBite, tRPC auth.logout', running: app, requests: 'campusbite trpc logout' },
      ]
      say(`embedded: ${options.rounds} rounds …`)
      const rounds = await inRounds(entries, options, (entry) => measureOnce(entry, options, slice))
      await stopHonestly('the floor', floor)
      await stopHonestly('CampusBite', app)
      return [
        comparison({
          title: `Logout on the embedded database, ${options.connections} connections`,
          text:
            `Each request ends another live session of ${held(2)} at the start. PGlite runs inside the server's process, so that ` +
            'its processor time is in the column of the server. The rows were counted before the start and after the stop.',
          names: entries.map(({ name }) => name),
          rounds,
        }),
      ]
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
}

async function measureOnce({ name, running, requests }: Entry, options: Options, slice: number): Promise<Measured> {
  const { program, secret, next } = running
  const { seconds, connections } = options
  const before = serverMicrosOf(program)
  const range = { from: next, to: next + slice }
  const outcome = await generate({ ports: [program.port], requests, given: { secret }, ...range, connections, seconds })
  running.next = outcome.next
  requireRight({ who: name, ...outcome })
  if (outcome.next === range.to) throw new Dishonest(`${name}: there were too few sessions to end.`)
  const { answered, p50, p99, loadMicros } = outcome
  const serverMicros = (serverMicrosOf(program) - before) / answered
  return { perSecond: answered / outcome.seconds, p50, p99, serverMicros, databaseMicros: 0, loadMicros }
}

async function stopHonestly(who: string, running: RunningEmbedded): Promise<void> {
  const { sessions, next } = running
  const { rows, left } = await running.stop()
  requireHonest({ who, answered: next, wrong: 0, rowsBefore: sessions, rowsAfter: rows, left })
}
