/** However many passwords are to be looked at, each is answered for itself, and on another thread. */
import { expect, test } from 'vitest'
import { argon2id } from '../src/password'

test('right and wrong passwords, and nobody, all at once', async () => {
  const passwords = argon2id()
  const known = await passwords.hash('right')
  const answers = [passwords.verify(known, 'right'), passwords.verify(known, 'wrong'), passwords.verify(null, 'right')]
  expect(await Promise.all(answers)).toEqual([true, false, false])
})

test('what cannot be a hash fails the one who asks, and no other', async () => {
  const passwords = argon2id()
  const known = await passwords.hash('right')
  const answers = [passwords.verify('no hash', 'right'), passwords.verify(known, 'right')]
  const [refused, answered] = await Promise.allSettled(answers)
  expect(refused?.status).toBe('rejected')
  expect(answered).toEqual({ status: 'fulfilled', value: true })
})
