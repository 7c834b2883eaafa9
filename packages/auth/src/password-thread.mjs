/** What password.ts has done on threads of its own. Plain JavaScript: a thread begins with a file as Node reads it. */
import { hashSync, verifySync } from '@node-rs/argon2'

/** @param {{ password: string, options: import('@node-rs/argon2').Options }} asked */
export const hash = ({ password, options }) => hashSync(password, options)

/** @param {{ passwordHash: string, password: string }} asked */
export const verify = ({ passwordHash, password }) => verifySync(passwordHash, password)
