/** The app's registered logout cleanups. Each is isolated from the others' errors and has a time limit. */
import { within } from './bounded'

/** One thing that a logout cleared, with the error if that failed. */
export interface Cleared {
  what: string
  error?: unknown
}

const cleanupLimitMs = 2_000

/** Runs one step of a logout, which may fail or hang without affecting the others. */
export async function clearing(what: string, work: () => unknown): Promise<Cleared> {
  try {
    const done = await within(
      cleanupLimitMs,
      Promise.resolve(work()).then(() => true),
    )
    return done ? { what } : { what, error: new Error(`It took longer than ${cleanupLimitMs} ms.`) }
  } catch (error) {
    // With a falsy value it would look like a success.
    return { what, error: error || new Error(`It failed with ${error}.`) }
  }
}
