/** A contender: its own server and database, with as many sessions as every other. */
import type pg from 'pg'
import type { Program } from '../machine/start-program'

export interface Place {
  /** Of an empty database. */
  databaseUrl: string
  secret: string
  /** Options for Node, such as for a profile. */
  nodeOptions: readonly string[]
}

export interface Contender {
  name: string
  start(place: Place): Promise<Program>
  /** Statements that insert the sessions from `$1` up to `$2`. */
  insert: readonly string[]
  /** The number of all sessions. */
  count: string
  /** How many of those from `$1` up to `$2` exist. */
  countRange: string
}

/** A running contender, and the numbers of its sessions. */
export class Running {
  /** The first existing number, and the first that does not exist yet. */
  first = 0
  end = 0

  constructor(
    readonly contender: Contender,
    readonly program: Program,
    readonly database: pg.Client,
    readonly secret: string,
    readonly databaseUrl: string,
  ) {}

  /** Inserts sessions until there are `wanted` again. */
  async fill(wanted: number): Promise<void> {
    const end = this.first + wanted
    const atOnce = 100_000
    for (let from = this.end; from < end; from += atOnce) {
      const range = [from, Math.min(end, from + atOnce)]
      for (const insert of this.contender.insert) await this.database.query(insert, range)
    }
    this.end = Math.max(this.end, end)
  }

  async count(): Promise<number> {
    const { rows } = await this.database.query<{ count: number }>(this.contender.count)
    return rows[0]?.count ?? 0
  }

  async left(from: number, to: number): Promise<number> {
    const { rows } = await this.database.query<{ count: number }>(this.contender.countRange, [from, to])
    return rows[0]?.count ?? 0
  }

  async stop(): Promise<void> {
    await this.program.stop()
    await this.database.end()
  }
}

export const countSessions = 'SELECT count(*)::int AS count FROM session'
