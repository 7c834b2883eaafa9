/** The command line options. */
import { parseArgs } from 'node:util'

export interface Options {
  /** Sections of the report, by name. */
  sections: string[]
  rounds: number
  /** Per measurement. */
  seconds: number
  connections: number
  /** In the tables during the measurement. */
  sessions: number
  /** The folder of the databases' files; undefined: the temporary folder. */
  disk: string | undefined
  /** Whether they are in memory instead, so that no commit waits for a disk. */
  memory: boolean
  /** Where the servers write CPU profiles; undefined: none. */
  profile: string | undefined
  help: boolean
}

/** The names of all sections, of those in a run without named ones, and of those in a quick run. */
export interface Names {
  all: readonly string[]
  usual: readonly string[]
  quick: readonly string[]
}

export function readOptions(args: readonly string[], names: Names): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      help: { type: 'boolean', short: 'h', default: false },
      quick: { type: 'boolean', default: false },
      only: { type: 'string' },
      rounds: { type: 'string' },
      seconds: { type: 'string' },
      connections: { type: 'string', default: '32' },
      sessions: { type: 'string', default: '10000' },
      disk: { type: 'string' },
      memory: { type: 'boolean', default: false },
      profile: { type: 'string' },
    },
  })
  const { quick } = values
  if (values.memory && values.disk !== undefined) throw new RangeError('--memory and --disk: one of them.')
  const sections = values.only?.split(',') ?? [...(quick ? names.quick : names.usual)]
  for (const name of sections) if (!names.all.includes(name)) throw new RangeError(`There is no section ${name}.`)
  return {
    sections,
    rounds: positive('rounds', values.rounds ?? (quick ? '3' : '5')),
    seconds: positive('seconds', values.seconds ?? (quick ? '1.5' : '5')),
    connections: positive('connections', values.connections),
    sessions: positive('sessions', values.sessions),
    disk: values.disk,
    memory: values.memory,
    profile: values.profile,
    help: values.help,
  }
}

function positive(name: string, text: string): number {
  const value = Number(text)
  if (!(value > 0)) throw new RangeError(`--${name} must be a number above 0, and not ${text}.`)
  return value
}
