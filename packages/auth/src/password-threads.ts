/** The threads on which passwords are computed. */
import { availableParallelism } from 'node:os'
import Piscina from 'piscina'

/** Calls the function of this name in password-thread.mjs. @throws Error what that throws, or why no thread could start */
export type OnThread = <Result>(name: 'hash' | 'verify', asked: object) => Promise<Result>

/**
 * One thread for each processor but one, and on Linux with a lower priority than all else: otherwise a storm of logins would take
 * every processor, and whoever logs out would wait for strangers' passwords. Four at most: each takes some 30 MB.
 */
export function passwordThreads(filename = new URL('./password-thread.mjs', import.meta.url).href): OnThread {
  let fault: Error | undefined
  const threads = new Piscina({
    filename,
    minThreads: 0,
    maxThreads: Math.min(4, Math.max(1, availableParallelism() - 1)),
    idleTimeout: 60_000,
    // Flags that this process was started with, such as a profiler's, are not for them.
    execArgv: [],
  })
  // A thread could not start, or died: whoever is waiting gets an error, and the next call starts a new one.
  threads.on('error', (error) => {
    fault = error
    void threads.destroy()
  })
  return async (name, asked) => {
    try {
      const result = await threads.run(asked, { name })
      fault = undefined
      return result
    } catch (error) {
      throw fault ? new Error('No password thread is available.', { cause: fault }) : error
    }
  }
}
