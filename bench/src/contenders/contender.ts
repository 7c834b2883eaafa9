/** One way to answer, with a server of its own, a database of its own, and as many sessions as every other. */
import type pg from 'pg'
import type { Program } from '../machine/start-program'

export interface Place {
  /** Of an empty database. */
  databaseUrl: string
  secret: string
  /** Node's own options, such as for a profile. */
  nodeOptions: readonly string[]
}

export interface Contender {
  name: string
  start(place: Place): Promise<Program>
  /** Statements that put the sessions from `$1` up to `$2` there. */
  insert: readonly string[]
  /** How many sessions there are in all. */
  count: string
  /** How many of those from `$1` up to `$2` are there. */
  countRange: string
}

/** A contender that has been started, and the numbers of the sessions it holds. */
export class Running {
  /** The first number that is there, and the first that is not yet. */
  first = 0
  end = 0

  constructor(
    readonly contender: Contender,
    readonly program: Program,
    readonly database: pg.Client,
    readonly secret: string,
    readonly databaseUrl: string,
  ) {}

  /** Fills up, so that there are `wanted` sessions again. */
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
