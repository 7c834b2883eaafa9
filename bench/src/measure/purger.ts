/** Creates work for a purge, and the process that purges during the logouts. */
import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type pg from 'pg'
import { Dishonest } from '../honesty'
import type { Purged } from '../purge-program'
import { insertUsers, userSql } from '../sessions'

const program = fileURLToPath(new URL('../purge-program.ts', import.meta.url))

/** The number of users. */
const users = 1_000
const numbers = `(SELECT id, id % ${users} AS n FROM generate_series($1::bigint, $2::bigint - 1) AS id) AS numbers`

const insertExpired = `
  INSERT INTO session (sid, user_id, current_hash, created_at, last_used_at, expires_at, access_until, device, ip_address)
  SELECT md5('expired-' || id)::uuid, ${userSql}::uuid, '', now() - interval '8 days', now() - interval '8 days', now() - interval '1 day',
    now() - interval '1 day', 'Chrome on Windows', '192.0.2.1'
  FROM ${numbers}`

/** With an old transaction id: nobody needs to hear of these endings now. */
const insertOldEndings = `
  INSERT INTO session_ending (sid, user_id, started_at, ended_at, reason, ended_by, access_until, txid)
  SELECT md5('old-' || id)::uuid, ${userSql}::uuid, now() - interval '40 days', now() - interval '35 days', 'logout', 'user',
    now() - interval '35 days', '3'
  FROM ${numbers}`

export class Purger {
  /** The first number that was not inserted yet. */
  #next = 0

  private constructor(private readonly child: ChildProcess) {}

  static async start(databaseUrl: string): Promise<Purger> {
    const child = fork(program, [databaseUrl], { execArgv: ['--import', 'tsx'] })
    await answerOf(child)
    return new Purger(child)
  }

  /** Inserts as many expired sessions and old records as are to be removed. */
  async prepare(database: pg.Client, sessions: number, endings: number): Promise<void> {
    await database.query(insertUsers, [0, users])
    await database.query(insertExpired, [this.#next, this.#next + sessions])
    await database.query(insertOldEndings, [this.#next, this.#next + endings])
    this.#next += Math.max(sessions, endings)
  }

  /** @throws Dishonest unless exactly this many were removed */
  async purge(sessions: number, endings: number): Promise<Purged> {
    const told = answerOf(this.child)
    this.child.send('purge')
    const purged = (await told) as Purged
    if (purged.ended !== sessions || purged.endings !== endings)
      throw new Dishonest(
        `The purge took ${purged.ended} of ${sessions} sessions, ${purged.endings} of ${endings} records.`,
      )
    return purged
  }

  stop(): void {
    this.child.kill()
  }
}

function answerOf(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const stopped = (code: number | null) => reject(new Error(`The purge stopped with ${code}.`))
    child.once('exit', stopped)
    child.once('message', (message) => {
      child.off('exit', stopped)
      resolve(message)
    })
  })
}
