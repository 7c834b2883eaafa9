/**
 * The fence: a number that rises whenever the identity changes, and with it everything that was under way is aborted.
 * It knows nothing of requests; whoever makes one enters here, and drops its answer when its turn is over.
 */
import { loggedOut } from './errors'

/** The right to act for one identity. It is over once `signal` is aborted, and never comes back. */
export interface Turn {
  readonly generation: number
  readonly signal: AbortSignal
}

export class Generation {
  #controller = new AbortController()
  #turn: Turn = { generation: 0, signal: this.#controller.signal }

  get number(): number {
    return this.#turn.generation
  }

  /** @throws CampusBiteError `LOGGED_OUT` when `bound` names a generation that is over */
  enter(bound?: number): Turn {
    if (bound !== undefined && bound !== this.#turn.generation) throw loggedOut()
    return this.#turn
  }

  raise(): void {
    const before = this.#controller
    this.#controller = new AbortController()
    this.#turn = { generation: this.#turn.generation + 1, signal: this.#controller.signal }
    // Aborted only after the number has risen: a listener that asks which generation it is must get the new one.
    before.abort()
  }
}

/** Of calls whose answer is heard, whoever is signed in by then. */
export const never: AbortSignal = new AbortController().signal

/** @throws CampusBiteError `LOGGED_OUT` once the turn is over. To be called after every await, before any effect. */
export function stillOn(turn: Turn): void {
  if (turn.signal.aborted) throw loggedOut()
}
