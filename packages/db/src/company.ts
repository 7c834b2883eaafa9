/**
 * Determines which process is alone with the database. One row says which process checked in last, and which is alone. No process
 * relies on what it read there for longer than three seconds, so whoever has waited longer need not ask the others. Compares no
 * clock with another's. The two rules, and the cases behind them, are in docs/decisions/0018-who-is-alone.md.
 */
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { Heard, Run, Statement } from './connection'

export const arrivals = 'session_listener'
/** Milliseconds, counted from before the query was sent: the answer may have been true only then. */
const goodForMs = 3_000
/** Milliseconds after which no other process relies on what it read before: those, and a margin for slower clocks. */
const overAfterMs = 3_500
/** Milliseconds after which an ending is answered with an error: no caller would wait longer. */
const patienceMs = 10_000

/**
 * Checks in $1 as the last process. Alone from then on: $2, if there is no other, or only $1 has checked in for long enough ($3);
 * nobody, if the one that was alone is in $4, those known not to rely on it any more; otherwise that one, which is notified.
 */
const turn: Statement = {
  name: 'presence-turn',
  text: `
    WITH turn AS (
      INSERT INTO instance_presence AS p (one, last, alone) VALUES (true, $1::uuid, $2::uuid)
      ON CONFLICT (one) DO UPDATE SET last = $1::uuid, before = p.last, alone = CASE
        WHEN p.last IS NULL OR (p.last = $1::uuid AND $3::boolean) THEN $2::uuid
        WHEN p.alone = ANY ($4::uuid[]) THEN NULL
        ELSE p.alone END
      RETURNING before, alone
    )
    SELECT before, alone, CASE WHEN alone <> $1::uuid THEN pg_notify('${arrivals}', '') END FROM turn`,
}
interface Turn {
  before: string | null
  alone: string | null
}

/** Is it still alone? Only reads: a process that is alone asks for days. */
const still: Statement = {
  name: 'presence-still',
  text: 'SELECT FROM instance_presence WHERE alone = $1::uuid AND last = $1::uuid',
}

const goodbye: Statement = {
  name: 'presence-goodbye',
  text: 'UPDATE instance_presence SET last = NULL, alone = NULL WHERE alone = $1::uuid AND last = $1::uuid',
}

export class Company {
  /**
   * This process's name in the row. It takes a new one when it is no longer alone, and when it does not know what became of a
   * check-in: the server may execute that much later, and then it looks like somebody else's.
   */
  #name = randomUUID()
  /** Whether a check-in has asked to be alone under this name, so that the row may say so. */
  #marked = false
  /** Earlier names of this process that it no longer relies on and that the row may still call alone: the next check-in corrects it. */
  #former: string[] = []
  #alone = false
  /** When the last answered check-in or read was sent. All times here are from `performance.now()`. */
  #hereAt = Number.NEGATIVE_INFINITY
  /** When another process was last found in the row; in the future until this one has looked for the first time. */
  #quietSince = Number.POSITIVE_INFINITY
  /** Which other process the row calls alone, and since when: `overAfterMs` later, it has noticed, or cannot rely on that any more. */
  #other: { name: string; since: number } | undefined
  #line: Pick<Heard, 'alone'> | undefined
  #turning: Promise<void> | undefined
  #comingIn: Promise<void> | undefined

  constructor(private readonly pool: Run) {}

  /** There is a connection that receives notifications: without one, no process trusts its memory. */
  listening(on: Pick<Heard, 'alone'>): void {
    this.#line = on
  }

  deaf(): void {
    this.#startAnew()
    this.#line = undefined
  }

  /** Call it every second, or more often: checks in, and finds out which other processes are there. */
  async turn(run = this.pool): Promise<void> {
    // With two check-ins at once, another process could believe that this one trusts nothing when it has just begun to.
    if (this.#turning) await run(still, [this.#name])
    else await this.#take(run)
  }

  /** Another process has come, and waits. */
  async arrival(run: Run): Promise<void> {
    await this.#turning?.catch(() => {})
    if (this.#alone) await this.turn(run)
  }

  /**
   * Wait for this between an ending and its response: then no other process trusts memory that may not know of it. Usually that is
   * known already, and there is nothing to wait for. Rejects if it cannot be determined.
   */
  answerable(): Promise<void> | undefined {
    return this.#isAnswerable() ? undefined : this.#untilAnswerable()
  }

  async #untilAnswerable(): Promise<void> {
    while (!this.#isAnswerable()) {
      this.#comingIn ??= this.#comeIn().finally(() => {
        this.#comingIn = undefined
      })
      await this.#comingIn
    }
  }

  /** So that the next process need not wait. */
  async leave(run: Run): Promise<void> {
    await this.#turning?.catch(() => {})
    const name = this.#name
    const wasAlone = this.#alone
    this.deaf()
    if (wasAlone) await run(goodbye, [name])
  }

  #isAnswerable(): boolean {
    return this.#isHere() && (!this.#other || performance.now() - this.#other.since >= overAfterMs)
  }

  #isHere(): boolean {
    return performance.now() - this.#hereAt <= goodForMs
  }

  async #comeIn(): Promise<void> {
    const since = performance.now()
    for (let pauseMs = 5; ; pauseMs = Math.min(100, 2 * pauseMs)) {
      await this.#turning?.catch(() => {})
      await this.turn()
      if (this.#isAnswerable()) return
      if (performance.now() - since > patienceMs)
        throw new Error('Other instances cannot be told of an ending in time.')
      await pause(pauseMs)
    }
  }

  #take(run: Run): Promise<void> {
    this.#turning = (this.#alone ? this.#stay(run) : this.#say(run)).finally(() => {
      this.#turning = undefined
    })
    return this.#turning
  }

  async #stay(run: Run): Promise<void> {
    const name = this.#name
    const sentAt = performance.now()
    const rows = await run(still, [name])
    if (name !== this.#name) return
    if (rows.length > 0) {
      this.#hereAt = sentAt
      return
    }
    this.#startAnew()
    await this.#say(run)
  }

  async #say(run: Run): Promise<void> {
    const name = this.#name
    const sentAt = performance.now()
    const over = this.#other && sentAt - this.#other.since >= overAfterMs ? [this.#other.name] : []
    const gone = `{${[...this.#former, ...over].join()}}`
    this.#marked ||= this.#line !== undefined
    const values = [name, this.#line ? name : null, sentAt - this.#quietSince >= overAfterMs, gone]
    const said = await run<Turn>(turn, values).catch((error: unknown) => {
      if (name === this.#name) this.#startAnew()
      throw error
    })
    if (name !== this.#name) return
    const { before = null, alone = null } = said[0] ?? {}
    this.#former = []
    this.#hereAt = sentAt
    if (before !== name) this.#quietSince = performance.now()
    if (alone === null || alone === name) this.#other = undefined
    else if (alone !== this.#other?.name) {
      this.#other = { name: alone, since: performance.now() }
      // So that the next one who ends a session need not wait for a check-in.
      this.answerable()?.catch(() => {})
    }
    if (alone !== name) return
    this.#alone = true
    this.#line?.alone(() => this.#alone && this.#name === name && this.#isHere())
  }

  #startAnew(): void {
    this.#alone = false
    if (this.#marked) this.#former.push(this.#name)
    this.#marked = false
    this.#name = randomUUID()
    this.#quietSince = Number.POSITIVE_INFINITY
  }
}
