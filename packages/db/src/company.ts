/**
 * Who is alone with the database? Each process that listens holds an advisory lock, shared; one that is alone holds it for
 * itself besides. Who comes says so first and then takes the lock, and so waits until the one that was alone has given way.
 */
import type pg from 'pg'
import type { Heard } from './connection'

/** Any number that nobody else takes. */
const lock = 4_610_227_398_115_903
export const arrivals = 'session_listener'
/** Longer than one that hears nothing takes to find that out, see listen-on-server.ts: by then it is deaf, and trusts nothing. */
export const longestWaitMs = 4_000

export class Company {
  #present = false
  #alone = false
  /** Another one has come, and may not have its lock yet: it is let in first. */
  #arriving = false

  /** `listen`: the statement that the connection is for. The server shows it as what the connection does, whatever comes behind it. */
  constructor(
    private readonly client: pg.Client,
    private readonly listen: string,
    private readonly on: Pick<Heard, 'alone' | 'company'>,
  ) {}

  /** To be called first, and before `hearing` is said. Rejects where the connection does. */
  async enter(): Promise<void> {
    await this.client.query(`${this.listen}; LISTEN ${arrivals}; NOTIFY ${arrivals}`)
    try {
      await this.#ask(`pg_advisory_lock_shared(${lock})`)
      this.#present = true
    } catch (error) {
      if (!isTimeout(error)) throw error
    }
  }

  /** Is anybody else still there? To be called from time to time; it asks whether the connection is, too. */
  async look(timeoutMs?: number): Promise<void> {
    const arriving = this.#arriving
    this.#arriving = false
    if (!this.#present) {
      this.#present = await this.#ask(`pg_try_advisory_lock_shared(${lock})`, timeoutMs)
      if (!this.#present) await this.client.query(`${this.listen}; NOTIFY ${arrivals}`)
    } else if (!this.#alone && !arriving) {
      this.#alone = await this.#ask(`pg_try_advisory_lock(${lock})`, timeoutMs)
      if (this.#alone && !this.#arriving) this.on.alone()
      else if (this.#alone) await this.#giveWay()
    } else {
      await this.#ask('true', timeoutMs)
    }
  }

  /** Another one has come. */
  async arrival(): Promise<void> {
    this.#arriving = true
    if (!this.#alone) return
    this.on.company()
    await this.#giveWay()
  }

  async #giveWay(): Promise<void> {
    this.#alone = false
    await this.#ask(`pg_advisory_unlock(${lock})`)
  }

  async #ask(what: string, timeoutMs?: number): Promise<boolean> {
    // The driver's types do not know that one statement may have a limit of its own.
    const query: pg.QueryConfig & { query_timeout?: number } = { text: `${this.listen}; SELECT ${what} AS yes` }
    if (timeoutMs !== undefined) query.query_timeout = timeoutMs
    // Of two statements there are two results, which the types do not know either.
    const [, answer] = (await this.client.query(query)) as unknown as pg.QueryResult<{ yes: boolean }>[]
    return answer?.rows[0]?.yes === true
  }
}

const isTimeout = (error: unknown) => error instanceof Error && 'code' in error && error.code === '55P03'
