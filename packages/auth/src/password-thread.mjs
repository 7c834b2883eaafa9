/** What password.ts runs on threads of its own. Plain JavaScript: a thread starts from a file that Node can read as it is. */
import { getPriority, setPriority } from 'node:os'
import { hashSync, verifySync } from '@node-rs/argon2'

/** Steps below the rest of this process. */
const lower = 5
const lowest = 19

// Elsewhere it would be the priority of the whole process.
if (process.platform === 'linux') {
  try {
    setPriority(Math.min(lowest, getPriority() + lower))
  } catch {
    // Where the system forbids it, passwords give way to nothing, and that is all.
  }
}

/** @param {{ password: string, options: import('@node-rs/argon2').Options }} asked */
export const hash = ({ password, options }) => hashSync(password, options)

/** @param {{ passwordHash: string, password: string }} asked */
export const verify = ({ passwordHash, password }) => verifySync(passwordHash, password)
