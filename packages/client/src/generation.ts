/**
 * The fence: a number that rises whenever the identity changes, and with it everything that was under way is aborted.
 * It knows nothing of requests; whoever makes one enters here, and drops its answer when its turn is over.
 */
import { loggedOut } from './errors'

/** The right to act for one identity. It is over once it is aborted, and never comes back. */
export type Turn = AbortSignal

export class Generation {
  #turn = new AbortController()
  #number = 0

  get generation(): number {
    return this.#number
  }

  /** @throws CampusBiteError `LOGGED_OUT` when `bound` names a generation that is over */
  enter(bound = this.#number): Turn {
    if (bound !== this.#number) throw loggedOut()
    return this.#turn.signal
  }

  raise(): void {
    const before = this.#turn
    this.#turn = new AbortController()
    this.#number += 1
    // Aborted only after the number has risen: a listener that asks which generation it is must get the new one.
    before.abort()
  }
}

/** @throws CampusBiteError `LOGGED_OUT` once the turn is over. To be called after every await, before any effect. */
export function stillOn(turn: Turn): void {
  if (turn.aborted) throw loggedOut()
}
