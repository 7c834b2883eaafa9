/**
 * The sessions that ended while an access token of theirs could still be alive, held in memory so that a check costs no
 * query. Whoever follows the database's endings calls `add` for each, `confirm` when it has caught up, `doubt` when it is told
 * of one that it has not read yet, and `unheard` when it is told no more; without a recent `confirm`, or untold, nobody
 * knows what has ended, and `isCurrent` says so, so that the check can fail closed.
 */
import { type EndReason, endReasons } from './session-store'

/** Numbered by position; the first stands for an ending whose reason is not known yet. */
const reasons: readonly (EndReason | undefined)[] = [undefined, ...endReasons]
const indexOf = Object.fromEntries(reasons.map((reason, index) => [reason, index])) as Record<EndReason, number>
/** More than there are reasons. A time in milliseconds times this is still a whole number exactly, for 17,000 years. */
const reasonsRoom = 16
const untilOf = (ended: number): number => Math.floor(ended / reasonsRoom)

/** Milliseconds for which an ending is remembered after its access tokens have expired: the clocks of instances differ. */
export const forgottenAfterMs = 60_000

export class Revocations {
  /** One number each, since there may be millions: until when, in milliseconds, times `reasonsRoom`, plus the number of the reason. */
  readonly #ended = new Map<string, number>()
  readonly #listeners = new Map<string, Set<() => void>>()
  /** Sessions that may have ended, each with the value of `tells` at that moment: a look that begins later settles it. */
  readonly #doubted = new Map<string, number>()
  #tells = 0
  #confirmedAt = Number.NEGATIVE_INFINITY
  /** Asked at each check: whether the follower has been told of each ending since it last caught up. */
  #told = never

  /** `maxStalenessMs`: how long an answer from memory may be trusted after the follower last caught up. */
  constructor(private readonly maxStalenessMs = 3_000) {}

  add(sid: string, accessUntil: Date, reason?: EndReason): void {
    const known = this.#ended.get(sid)
    const until = known === undefined ? accessUntil.getTime() : Math.max(untilOf(known), accessUntil.getTime())
    this.#ended.set(sid, until * reasonsRoom + (reason ? indexOf[reason] : (known ?? 0) % reasonsRoom))
    if (this.#doubted.size > 0) this.#doubted.delete(sid)
    if (this.#listeners.size > 0) this.#tell(sid)
  }

  #tell(sid: string): void {
    const listeners = this.#listeners.get(sid)
    this.#listeners.delete(sid)
    for (const listener of listeners ?? []) listener()
  }

  /** Calls once, as soon as this session is known to have ended: at once where it has. Returns how to stop listening. */
  onEnded(sid: string, listener: () => void): () => void {
    if (this.has(sid)) listener()
    else this.#listeners.set(sid, (this.#listeners.get(sid) ?? new Set()).add(listener))
    return () => {
      const listeners = this.#listeners.get(sid)
      if (listeners?.delete(listener) && listeners.size === 0) this.#listeners.delete(sid)
    }
  }

  has(sid: string): boolean {
    return this.#ended.has(sid)
  }

  whyEnded(sid: string): EndReason | undefined {
    return reasons[(this.#ended.get(sid) ?? 0) % reasonsRoom]
  }

  /** The follower was told that this session may have ended: until it knows, memory is not trusted about it. */
  doubt(sid: string): void {
    this.#tells += 1
    if (!this.has(sid)) this.#doubted.set(sid, this.#tells)
  }

  /** How often `doubt` was called. A look at the database that begins now settles all of those. */
  get tells(): number {
    return this.#tells
  }

  /**
   * The follower knows every ending that was committed before `at`.
   * @param tells `tells` when the look began: what was told since is still in doubt
   * @param told asked at each check: whether the follower has been told of each ending since `at`
   */
  confirm(at: Date, tells = this.#tells, told: () => boolean = always): void {
    this.#confirmedAt = Math.max(this.#confirmedAt, at.getTime())
    this.#told = told
    for (const [sid, tell] of this.#doubted) if (tell <= tells) this.#doubted.delete(sid)
  }

  /** From now on a session may end without the follower being told. Memory is not trusted again before a `confirm`. */
  unheard(): void {
    this.#told = never
  }

  /**
   * May memory be trusted, about this session or at all? What it does not know to have ended would otherwise pass until the
   * follower looks again.
   */
  isCurrent(now: Date, sid?: string): boolean {
    return this.isFollowed(now) && !(sid !== undefined && this.#doubted.has(sid)) && this.#told()
  }

  /** Whether the follower has caught up recently, told or not. */
  isFollowed(now: Date): boolean {
    return this.lagMs(now) <= this.maxStalenessMs
  }

  /** Milliseconds since the follower last caught up. */
  lagMs(now: Date): number {
    return now.getTime() - this.#confirmedAt
  }

  /** Forgets endings whose access tokens have expired by themselves. `marginMs` covers clocks that differ. */
  purge(now: Date, marginMs = forgottenAfterMs): void {
    for (const [sid, ended] of this.#ended) {
      if (untilOf(ended) + marginMs < now.getTime()) this.#ended.delete(sid)
    }
  }

  get size(): number {
    return this.#ended.size
  }
}

const always = () => true
const never = () => false
