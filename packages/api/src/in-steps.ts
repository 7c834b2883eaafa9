/** Background work in steps, which yields to work that somebody is waiting for. */
import { setTimeout as rest } from 'node:timers/promises'

export interface Pace {
  /** Milliseconds of pause per millisecond of work. Default: none, for work that somebody waits for. */
  rests?: number
  /** No step is started after this is aborted. */
  signal?: AbortSignal
}

/**
 * Repeats the step while it finds something to do.
 * @param step resolves with how much it found
 */
export async function inSteps(step: () => Promise<number>, { rests = 0, signal }: Pace = {}): Promise<void> {
  while (!signal?.aborted) {
    const startedAt = performance.now()
    if ((await step()) === 0) return
    // Rejects when the signal cuts it short.
    if (rests > 0) await rest(rests * (performance.now() - startedAt), undefined, { signal }).catch(() => {})
  }
}
