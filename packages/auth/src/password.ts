/** Passwords: argon2id with the parameters of the OWASP Password Storage Cheat Sheet, computed on threads of their own. */
import { availableParallelism } from 'node:os'
// What the threads need: an installation without it is to fail at the start, and not with the first login.
import '@node-rs/argon2'
import Piscina from 'piscina'

export interface PasswordHasher {
  hash(password: string): Promise<string>
  /** False for a wrong password; `null` as hash (no such user) costs the same time and is false. */
  verify(passwordHash: string | null, password: string): Promise<boolean>
}

const options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** Of no password that anybody knows. Without a hash to check, an unknown email would be answered faster than a known one. */
const nobodys = `$argon2id$v=19$m=${options.memoryCost},t=${options.timeCost},p=${options.parallelism}$${'A'.repeat(22)}$${'A'.repeat(43)}`

/**
 * One processor is left for all else, and on the others, where the system has a priority for each thread, whatever else there is
 * to do comes first. Otherwise a storm of logins would take every one of them, and whoever logs out would wait for
 * strangers' passwords. Four at most: each takes some 30 MB.
 */
const threads = new Piscina({
  filename: new URL('./password-thread.mjs', import.meta.url).href,
  minThreads: 0,
  maxThreads: Math.min(4, Math.max(1, availableParallelism() - 1)),
  idleTimeout: 60_000,
  // Flags that this process was started with, such as a profiler's, are not for them.
  execArgv: [],
})
// A thread that could not begin, or died: who waits for one is refused, and the next who asks has a new one made.
threads.on('error', () => void threads.destroy())

export function argon2id(): PasswordHasher {
  return {
    hash: (password) => threads.run({ password, options }, { name: 'hash' }),
    async verify(passwordHash, password) {
      const asked = { passwordHash: passwordHash ?? nobodys, password }
      const matches: boolean = await threads.run(asked, { name: 'verify' })
      return passwordHash !== null && matches
    },
  }
}
