/**
 * Who is alone with the database? One row there says who was there last, and who is alone. No process goes by what it read there
 * for longer than three seconds, so whoever has waited for longer need not ask the others. Compares no clock with another's.
 * The two rules, and the cases they are for, are in docs/decisions/0018-who-is-alone.md.
 */
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { Heard, Run, Statement } from './connection'

export const arrivals = 'session_listener'
/** Milliseconds, counted from before the question was sent: the answer may have been true only then. */
const goodForMs = 3_000
/** Milliseconds after which another process goes by nothing it read before: those, and a margin for a clock that runs slower. */
const overAfterMs = 3_500
/** Milliseconds after which an ending is answered with an error: whoever asked would not wait for longer. */
const patienceMs = 10_000

/**
 * Enters $1 as the last that was there. Alone is from then on: $2, where nobody is there, or nobody but $1 has been for long
 * enough ($3); nobody, where the one that was is known to go by it no more ($4); otherwise whoever was, who is notified.
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

/** Is it still alone? Writes nothing: one that is alone asks for days. */
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
   * This process's name in the row. It takes a new one when it is alone no more, and when it does not know what became of a turn:
   * the server may take that turn much later, and it then looks like somebody else's.
   */
  #name = randomUUID()
  /** Whether a turn has asked to be alone under this name, so that the row may say so. */
  #marked = false
  /** Earlier names of this process, by which it goes no more, that the row may still call alone: the next turn corrects it. */
  #former: string[] = []
  #alone = false
  /** When the last turn or look that was answered had been sent. This and all times here: by `performance.now()`. */
  #hereAt = Number.NEGATIVE_INFINITY
  /** When somebody else was last found in the row; in the future until this one has looked for the first time. */
  #quietSince = Number.POSITIVE_INFINITY
  /** Whom the row calls alone, and when that was found: `overAfterMs` later, that one has noticed, or has nothing to go by. */
  #other: { name: string; since: number } | undefined
  #line: Pick<Heard, 'alone'> | undefined
  #turning: Promise<void> | undefined
  #comingIn: Promise<void> | undefined

  constructor(private readonly pool: Run) {}

  /** There is a line on which endings are told: without one, nobody trusts its memory. */
  listening(on: Pick<Heard, 'alone'>): void {
    this.#line = on
  }

  deaf(): void {
    this.#startAnew()
    this.#line = undefined
  }

  /** To be called each second, or more often: says that this one is there, and finds out who else is. */
  async turn(run = this.pool): Promise<void> {
    // Two turns at once, and one could make another process believe that this one trusts nothing, when it has just begun to.
    if (this.#turning) await run(still, [this.#name])
    else await this.#take(run)
  }

  /** Another one has come, and waits. */
  async arrival(run: Run): Promise<void> {
    await this.#turning?.catch(() => {})
    if (this.#alone) await this.turn(run)
  }

  /**
   * To be waited for between an ending and its answer: then nobody else trusts a memory that may not know of it. Mostly that
   * is known, and there is nothing to wait for. Rejects where it cannot be found out.
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

  /** Who comes next need not wait. */
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
      // Whoever ends a session soon need not wait for the next turn.
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
