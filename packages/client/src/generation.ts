/**
 * The fence: a number that rises whenever the identity changes, and with it everything that was under way is aborted.
 * It knows nothing of requests; whoever makes one enters here, and drops its answer when its turn is over.
 */
import { loggedOut } from './errors'

/**
 * The right to act for one identity: how each call that is under way for it is stopped. It is over once it is aborted, and never
 * comes back. No `AbortSignal`: of more than ten listeners to one Node warns as of a leak.
 */
export type Turn = Set<() => void> & { aborted?: boolean }

export class Generation {
  #turn: Turn = new Set()
  generation = 0

  /** @throws CampusBiteError `LOGGED_OUT` when `bound` names a generation that is over */
  enter(bound = this.generation): Turn {
    if (bound !== this.generation) throw loggedOut()
    return this.#turn
  }

  raise(): void {
    const before = this.#turn
    this.#turn = new Set()
    this.generation += 1
    // Aborted only after the number has risen: whoever is stopped and asks which generation it is must get the new one.
    before.aborted = true
    for (const stop of before) stop()
  }
}

/** @throws CampusBiteError `LOGGED_OUT` once the turn is over. To be called after every await, before any effect. */
export function stillOn(turn: Turn): void {
  if (turn.aborted) throw loggedOut()
}
