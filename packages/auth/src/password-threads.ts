/** The threads on which passwords are computed. */
import { availableParallelism } from 'node:os'
import Piscina from 'piscina'

/** Has the function of this name in password-thread.mjs called. @throws Error what it throws, or why no thread began */
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
  // A thread that could not begin, or died: who waits for one is refused, and the next who asks has a new one made.
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
      throw fault ? new Error('There is no thread for passwords.', { cause: fault }) : error
    }
  }
}
