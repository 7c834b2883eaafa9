/** Runs password.ts's hashing on separate threads. Plain JavaScript, because a thread starts from a file that Node can run as is. */
import { getPriority, setPriority } from 'node:os'
import { hashSync, verifySync } from '@node-rs/argon2'

/** Steps below the rest of this process. */
const lower = 5
const lowest = 19

// On other systems it would be the priority of the whole process.
if (process.platform === 'linux') {
  try {
    setPriority(Math.min(lowest, getPriority() + lower))
  } catch {
    // If the system forbids it, hashing runs at normal priority.
  }
}

/** @param {{ password: string, options: import('@node-rs/argon2').Options }} asked */
export const hash = ({ password, options }) => hashSync(password, options)

/** @param {{ passwordHash: string, password: string }} asked */
export const verify = ({ passwordHash, password }) => verifySync(passwordHash, password)
