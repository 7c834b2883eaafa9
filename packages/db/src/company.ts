/**
 * Who is alone with the database? Each process that listens holds an advisory lock, shared; one that is alone holds it for
 * itself besides. Who comes says so first and then takes the lock, and so waits until the one that was alone has given way.
 */
import type pg from 'pg'
import type { Heard, Statement } from './connection'

/** Any number that nobody else takes. */
const lock = 4_610_227_398_115_903
export const arrivals = 'session_listener'
/** For who has no such connection, and ends sessions all the same: said again and again, it keeps everybody else from being alone. */
export const here: Statement = { name: 'here', text: `SELECT pg_notify('${arrivals}', '')` }
export const askEveryMs = 1_000
const answerWithinMs = 2_000
/** Longer than one that hears nothing takes to find that out: by then it is deaf, and trusts nothing. */
export const longestWaitMs = askEveryMs + 2 * answerWithinMs + 1_000
/**
 * How long it waits for the lock is the connection's own limit, and not the database user's for any statement. And a server that
 * has lost a client keeps its locks until it knows: longer than the client takes, and not for hours.
 */
const settings = `SET statement_timeout = 0; SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 2; SET tcp_keepalives_count = 3; SET tcp_user_timeout = 11000`

export class Company {
  #present = false
  #alone = false
  /** Another one has come, and may not have its lock yet: it is let in first. */
  #arriving = false
  readonly #sinceMs = performance.now()

  /**
   * @param listen the statement that the connection is for: the server shows it as what the connection does, whatever comes behind it
   * @param graceMs how long others may take until they are back, where what cut off this one has cut off them as well
   */
  constructor(
    private readonly client: pg.Client,
    private readonly listen: string,
    private readonly on: Pick<Heard, 'alone' | 'company'>,
    private readonly graceMs: number,
  ) {}

  /** To be called first, and before `hearing` is said. Rejects where the connection does. */
  async enter(): Promise<void> {
    await this.client.query(`${this.listen}; LISTEN ${arrivals}; NOTIFY ${arrivals}; ${settings}`)
    try {
      await this.#ask(`pg_advisory_lock_shared(${lock})`)
      this.#present = true
    } catch (error) {
      if (!isTimeout(error)) throw error
    }
  }

  /** Is anybody else still there? To be called from time to time; it asks whether the connection is, too. */
  async look(): Promise<void> {
    const arriving = this.#arriving
    this.#arriving = false
    if (!this.#present) {
      this.#present = await this.#ask(`pg_try_advisory_lock_shared(${lock})`, answerWithinMs)
      if (!this.#present) await this.client.query(`${this.listen}; NOTIFY ${arrivals}`)
    } else if (!this.#alone && !arriving && performance.now() - this.#sinceMs >= this.graceMs) {
      this.#alone = await this.#ask(`pg_try_advisory_lock(${lock})`, answerWithinMs)
      if (this.#alone && !this.#arriving) this.on.alone()
      else if (this.#alone) await this.#giveWay()
    } else {
      await this.#ask('true', answerWithinMs)
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

const isTimeout = (error: unknown) =>
  error instanceof Error && 'code' in error && (error.code === '55P03' || error.code === '57014')
