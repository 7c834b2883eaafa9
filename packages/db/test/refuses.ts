/** What is expected of an unusable URL: a code, and a line that says why. */
import { Revocations } from '@campusbite/auth'
import { expect } from 'vitest'
import { openDatabase } from '../src/index'

/** A password in the given URLs. */
export const secret = 'hunter2-in-the-url'

/** Expects that opening it is refused in one line, which names the setting and does not contain the password. */
export async function refuses(url: string, code: string, says: RegExp): Promise<void> {
  const error = await openDatabase({ url, revocations: new Revocations() }).then(
    (database) => database.close(),
    (reason: unknown) => reason,
  )
  expect(error).toMatchObject({ name: 'DatabaseError', code, message: expect.stringMatching(says) })
  expect(error).toMatchObject({ message: expect.stringContaining('DATABASE_URL') })
  expect(error).toMatchObject({ message: expect.not.stringMatching(new RegExp(`\n|${secret}`)) })
}
