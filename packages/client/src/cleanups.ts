/** What the app registered to take part in logout. Each cleanup is isolated in error and bounded in time. */
import { within } from './bounded'

/** One thing that a logout cleared, with the error where clearing it failed. */
export interface Cleared {
  what: string
  error?: unknown
}

const cleanupLimitMs = 2_000

/** Runs one step of a logout, which may fail or hang without harm to the others. */
export async function clearing(what: string, work: () => unknown): Promise<Cleared> {
  try {
    const done = await within(
      cleanupLimitMs,
      Promise.resolve(work()).then(() => true),
    )
    return done ? { what } : { what, error: new Error(`It took longer than ${cleanupLimitMs} ms.`) }
  } catch (error) {
    // With a falsy value it would be listed like something that was cleared.
    return { what, error: error || new Error(`It failed with ${error}.`) }
  }
}
