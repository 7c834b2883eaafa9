/**
 * The ended sessions whose access tokens could still be valid, kept in memory so that a check takes no query. Whoever follows
 * the database's endings calls `add` for each, `confirm` after catching up, `doubt` when notified of one that it has not read
 * yet, and `unheard` when notifications stop. Without a recent `confirm`, or without notifications, memory may be missing
 * endings: `isCurrent` says so, and the check can fail closed.
 */
import { type EndReason, endReasons } from './session-store'

/** Numbered by position; the first stands for a reason that is not known yet. */
const reasons: readonly (EndReason | undefined)[] = [undefined, ...endReasons]
const indexOf = Object.fromEntries(reasons.map((reason, index) => [reason, index])) as Record<EndReason, number>
/** More than the number of reasons. A time in milliseconds times this is an exact integer for 17,000 years. */
const reasonsRoom = 16
const untilOf = (ended: number): number => Math.floor(ended / reasonsRoom)

/** Milliseconds to keep an ending after its access tokens have expired, since the clocks of instances differ. */
export const forgottenAfterMs = 60_000

export class Revocations {
  /** One number each, since there may be millions: expiry in milliseconds, times `reasonsRoom`, plus the number of the reason. */
  readonly #ended = new Map<string, number>()
  readonly #listeners = new Map<string, Set<() => void>>()
  /** Sessions that may have ended, each with the value of `tells` at that moment: a read that starts later settles it. */
  readonly #doubted = new Map<string, number>()
  #tells = 0
  #confirmedAt = Number.NEGATIVE_INFINITY
  /** Called at each check: whether the follower has been notified of each ending since it last caught up. */
  #told = never

  /** `maxStalenessMs`: how long memory may be trusted after the follower last caught up. */
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

  /** Calls the listener once, as soon as this session is known to have ended, possibly at once. Returns how to stop listening. */
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

  /** The follower was notified that this session may have ended: until it knows, memory is not trusted about it. */
  doubt(sid: string): void {
    this.#tells += 1
    if (!this.has(sid)) this.#doubted.set(sid, this.#tells)
  }

  /** How often `doubt` was called. A database read that starts now settles all of those. */
  get tells(): number {
    return this.#tells
  }

  /**
   * The follower knows every ending committed before `at`.
   * @param tells `tells` when its read started: later notifications are still in doubt
   * @param told called at each check: whether the follower has been notified of each ending since `at`
   */
  confirm(at: Date, tells = this.#tells, told: () => boolean = always): void {
    this.#confirmedAt = Math.max(this.#confirmedAt, at.getTime())
    this.#told = told
    for (const [sid, tell] of this.#doubted) if (tell <= tells) this.#doubted.delete(sid)
  }

  /** From now on a session may end without a notification. Memory is not trusted again until a `confirm`. */
  unheard(): void {
    this.#told = never
  }

  /**
   * Whether memory can be trusted, about this session or in general. Otherwise an ending that memory has missed would pass until
   * the follower reads again.
   */
  isCurrent(now: Date, sid?: string): boolean {
    return this.isFollowed(now) && !(sid !== undefined && this.#doubted.has(sid)) && this.#told()
  }

  /** Whether the follower has caught up recently, with or without notifications. */
  isFollowed(now: Date): boolean {
    return this.lagMs(now) <= this.maxStalenessMs
  }

  /** Milliseconds since the follower last caught up. */
  lagMs(now: Date): number {
    return now.getTime() - this.#confirmedAt
  }

  /** Drops endings whose access tokens have expired. `marginMs` allows for clocks that differ. */
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
