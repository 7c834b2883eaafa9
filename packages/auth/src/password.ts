/** Passwords: argon2id with the parameters of the OWASP Password Storage Cheat Sheet, computed on libuv's threads. */
import { availableParallelism } from 'node:os'
import { hash, verify } from '@node-rs/argon2'

export interface PasswordHasher {
  hash(password: string): Promise<string>
  /** False for a wrong password; `null` as hash (no such user) costs the same time and is false. */
  verify(passwordHash: string | null, password: string): Promise<boolean>
}

const options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/**
 * How many passwords are worked on at once: one processor is left for all else. Otherwise a storm of logins would take
 * every one of them, and whoever logs out would wait for strangers' passwords.
 */
const mostAtOnce = Math.max(1, availableParallelism() - 1)

/** @param atOnce of all that is asked of this hasher; the rest waits its turn */
export function argon2id(atOnce = mostAtOnce): PasswordHasher {
  const inTurn = turns(atOnce)
  let nobody: Promise<string> | undefined
  return {
    hash: (password) => inTurn(() => hash(password, options)),
    async verify(passwordHash, password) {
      // Without a hash to check, an unknown email would be answered faster than a known one.
      nobody ??= inTurn(() => hash('nobody has this password', options))
      const known = passwordHash ?? (await nobody)
      const matches = await inTurn(() => verify(known, password))
      return passwordHash !== null && matches
    },
  }
}

/** Lets so many begin, and each of the others when one before it is done, in the order in which they came. */
export function turns(atOnce: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = []
  let atWork = 0
  return async (work) => {
    if (atWork < atOnce) atWork += 1
    // Whoever is done hands over its place, and so nobody who comes later gets in between.
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else atWork -= 1
    }
  }
}
