/** The size of sessions and endings: in the tables, and in each instance's memory. */
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { campusbiteApi } from '../contenders/campusbite'
import { startAll } from '../contenders/start-all'
import type { Section } from './section'

const program = fileURLToPath(new URL('../revocations-program.ts', import.meta.url))
const endings = 1_000_000

export const memory: Section = {
  name: 'memory',
  about: 'bytes per session in the tables, bytes per ending in memory, time to load a million endings',
  async run({ options, postgres, say }) {
    say('memory: a million endings …')
    const args = ['--expose-gc', '--import', 'tsx', program, String(endings)]
    const held: { bytes: number; seconds: number } = JSON.parse(
      execFileSync(process.execPath, args, { encoding: 'utf8' }),
    )
    const [api] = await startAll(await postgres(), [campusbiteApi], undefined)
    if (!api) throw new Error('The server is missing.')
    const sessions = Math.max(options.sessions, 100_000)
    say(`memory: ${sessions} sessions …`)
    await api.fill(sessions)
    await api.database.query('VACUUM ANALYZE session')
    const { rows } = await api.database.query<{ heap: number; indexes: number }>(
      `SELECT pg_table_size('session')::float8 AS heap, pg_indexes_size('session')::float8 AS indexes`,
    )
    await api.stop()
    const { heap = 0, indexes = 0 } = rows[0] ?? {}
    const perSession = { table: heap / sessions, indexes: indexes / sessions, both: (heap + indexes) / sessions }
    const perEnding = held.bytes / endings
    const bytes = (value: number) => value.toFixed(0)
    return [
      {
        title: 'Bytes',
        text: `${sessions} newly inserted sessions with a device name and an IP address, and ${endings} endings in memory.`,
        columns: ['what', 'bytes'],
        rows: [
          ['a session in the table', bytes(perSession.table)],
          ['a session in the indexes', bytes(perSession.indexes)],
          ['a session, both', bytes(perSession.both)],
          ['an ending in the memory of an instance', bytes(perEnding)],
          [`seconds to put ${endings} endings into that memory`, held.seconds.toFixed(2)],
        ],
        figures: { perSession, perEnding, secondsToFill: held.seconds },
      },
    ]
  },
}
