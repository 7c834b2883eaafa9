/** Passwords: argon2id with the parameters of the OWASP Password Storage Cheat Sheet, computed on libuv's threads. */
import { hash, verify } from '@node-rs/argon2'

export interface PasswordHasher {
  hash(password: string): Promise<string>
  /** False for a wrong password; `null` as hash (no such user) costs the same time and is false. */
  verify(passwordHash: string | null, password: string): Promise<boolean>
}

const options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export function argon2id(): PasswordHasher {
  let nobody: Promise<string> | undefined
  return {
    hash: (password) => hash(password, options),
    async verify(passwordHash, password) {
      // Without a hash to check, an unknown email would be answered faster than a known one.
      nobody ??= hash('nobody has this password', options)
      const matches = await verify(passwordHash ?? (await nobody), password)
      return passwordHash !== null && matches
    },
  }
}
