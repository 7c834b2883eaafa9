/** The threads that hash passwords. */
import { availableParallelism } from 'node:os'
import Piscina from 'piscina'

/** Calls the function of this name in password-thread.mjs. @throws Error from that function, or if no thread could start */
export type OnThread = <Result>(name: 'hash' | 'verify', asked: object) => Promise<Result>

/**
 * One thread per CPU except one, on Linux at a lower priority than everything else: otherwise a storm of logins would take every
 * CPU, and a logout would wait for strangers' passwords. At most four: each uses about 30 MB.
 */
export function passwordThreads(filename = new URL('./password-thread.mjs', import.meta.url).href): OnThread {
  let fault: Error | undefined
  const threads = new Piscina({
    filename,
    minThreads: 0,
    maxThreads: Math.min(4, Math.max(1, availableParallelism() - 1)),
    idleTimeout: 60_000,
    // Flags of this process, such as a profiler's, are not meant for the threads.
    execArgv: [],
  })
  // A thread failed to start, or died: its callers get an error, and the next call starts a new one.
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
