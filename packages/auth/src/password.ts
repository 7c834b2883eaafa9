/** Passwords: argon2id with the parameters of the OWASP Password Storage Cheat Sheet, computed on threads of their own. */
// For the threads: an installation that lacks it should fail at the start, and not at the first login.
import '@node-rs/argon2'
import { passwordThreads } from './password-threads'

export interface PasswordHasher {
  hash(password: string): Promise<string>
  /** False for a wrong password; `null` as hash (no such user) costs the same time and is false. */
  verify(passwordHash: string | null, password: string): Promise<boolean>
}

const options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** The hash of no known password. Without one to check, an unknown email would be answered faster than a known one. */
const nobodys = `$argon2id$v=19$m=${options.memoryCost},t=${options.timeCost},p=${options.parallelism}$${'A'.repeat(22)}$${'A'.repeat(43)}`

const onThread = passwordThreads()

export function argon2id(): PasswordHasher {
  return {
    hash: (password) => onThread('hash', { password, options }),
    async verify(passwordHash, password) {
      const matches = await onThread<boolean>('verify', { passwordHash: passwordHash ?? nobodys, password })
      return passwordHash !== null && matches
    },
  }
}
