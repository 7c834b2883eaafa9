/**
 * The fence: a number that rises with every change of identity, which aborts everything in flight. It knows nothing about
 * requests: whoever sends one enters here, and drops the response if its turn is over.
 */
import { loggedOut } from './errors'

/**
 * The right to act for one identity: the callbacks that stop each of its calls in flight. Once aborted, it is over for good.
 * Not an `AbortSignal`, because Node warns of a leak at more than ten listeners.
 */
export type Turn = Set<() => void> & { aborted?: boolean }

export class Generation {
  #turn: Turn = new Set()
  generation = 0

  /** @throws CampusBiteError `LOGGED_OUT` if the generation `bound` is over */
  enter(bound = this.generation): Turn {
    if (bound !== this.generation) throw loggedOut()
    return this.#turn
  }

  raise(): void {
    const before = this.#turn
    this.#turn = new Set()
    this.generation += 1
    // Aborted only after the number has risen: a stopped call that reads the generation must see the new one.
    before.aborted = true
    for (const stop of before) stop()
  }
}

/** @throws CampusBiteError `LOGGED_OUT` once the turn is over. Call it after every await, before any effect. */
export function stillOn(turn: Turn): void {
  if (turn.aborted) throw loggedOut()
}
