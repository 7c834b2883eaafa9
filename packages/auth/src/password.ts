/** Passwords: argon2id with the parameters of the OWASP Password Storage Cheat Sheet, computed on separate threads. */
// Needed by the threads: if the package is missing, fail at startup and not at the first login.
import '@node-rs/argon2'
import { passwordThreads } from './password-threads'

export interface PasswordHasher {
  hash(password: string): Promise<string>
  /** False for a wrong password; a `null` hash (no such user) takes the same time and is false. */
  verify(passwordHash: string | null, password: string): Promise<boolean>
}

const options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** A hash that no known password has. Without one to check, an unknown email would be answered faster than a known one. */
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
