/**
 * Who is alone with the database? One row there says who was there last, and who is alone, and nobody goes by an answer that is
 * older than three seconds: so whoever has waited for longer needs to hear from nobody. Compares no clock with another's.
 */
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { Heard, Run, Statement } from './connection'

export const arrivals = 'session_listener'
/** Milliseconds, counted from before the question was sent: the answer may have been true only then. */
const goodForMs = 3_000
/** As long waits whoever waits for that to be over: two clocks do not run at quite the same speed. */
const overAfterMs = 3_500
/** Then an ending is not answered for: nobody would wait for longer. */
const patienceMs = 10_000

/** Says that it is there, and takes the place of the one that is alone where nobody else has been there for long enough. */
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
  /** A new one when it is alone no more, or a turn may yet be taken that nobody waits for: what comes late is somebody else's. */
  #name = randomUUID()
  /** Whether the row may call this name alone. */
  #marked = false
  /** Names that the row may call alone, by which this process trusts nothing any more. */
  #former: string[] = []
  #alone = false
  #hereAt = Number.NEGATIVE_INFINITY
  /** When somebody else was last found to have been there. */
  #quietSince = Number.POSITIVE_INFINITY
  /** One that calls itself alone, and since when it could have known better. */
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
    // Two at once, and one could make another believe that this one trusts nothing any more, when it has just begun to.
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
