/** Background work, in steps, that gives way to what somebody is waiting for. */
import { setTimeout as rest } from 'node:timers/promises'

export interface Pace {
  /** Milliseconds of rest for each of work. Default: none, for work that somebody waits for after all. */
  rests?: number
  /** After the step that is under way no other is taken. */
  signal?: AbortSignal
}

/**
 * Takes one step after the other while each finds something to do.
 * @param step resolves with how much it has found
 */
export async function inSteps(step: () => Promise<number>, { rests = 0, signal }: Pace = {}): Promise<void> {
  while (!signal?.aborted) {
    const startedAt = performance.now()
    if ((await step()) === 0) return
    // Cut short by the signal, it rejects.
    if (rests > 0) await rest(rests * (performance.now() - startedAt), undefined, { signal }).catch(() => {})
  }
}
