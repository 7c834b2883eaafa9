/** Passwords: argon2id with the parameters of the OWASP Password Storage Cheat Sheet, computed on threads of their own. */
import { createRequire } from 'node:module'
import { availableParallelism } from 'node:os'
import Piscina from 'piscina'

export interface PasswordHasher {
  hash(password: string): Promise<string>
  /** False for a wrong password; `null` as hash (no such user) costs the same time and is false. */
  verify(passwordHash: string | null, password: string): Promise<boolean>
}

const options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/**
 * One processor is left for all else, and on the others whatever else there is to do comes first. Otherwise a storm of
 * logins would take every one of them, and whoever logs out would wait for strangers' passwords.
 */
const threads = new Piscina({
  filename: createRequire(import.meta.url).resolve('@campusbite/auth/password-thread'),
  minThreads: 0,
  maxThreads: Math.max(1, availableParallelism() - 1),
  idleTimeout: 60_000,
  niceIncrement: 5,
  // This process's own options, such as a loader or a profiler, are not for them.
  execArgv: [],
})

export function argon2id(): PasswordHasher {
  const hash = (password: string): Promise<string> => threads.run({ password, options }, { name: 'hash' })
  let nobody: Promise<string> | undefined
  return {
    hash,
    async verify(passwordHash, password) {
      // Without a hash to check, an unknown email would be answered faster than a known one.
      nobody ??= hash('nobody has this password')
      const known = passwordHash ?? (await nobody)
      const matches = await threads.run({ passwordHash: known, password }, { name: 'verify' })
      return passwordHash !== null && matches
    },
  }
}
