/** However many passwords are to be looked at, only so many are at once, and each is answered for itself. */
import { expect, test } from 'vitest'
import { argon2id, turns } from '../src/password'

test('no more work than may be is under way, in the order in which it came, also after a failure', async () => {
  const inTurn = turns(2)
  const begun: number[] = []
  const done: ((fail?: boolean) => void)[] = []
  const work = (n: number) =>
    inTurn(
      () =>
        new Promise<number>((resolve, reject) => {
          begun.push(n)
          done[n] = (fail) => (fail ? reject(new Error('no')) : resolve(n))
        }),
    )
  const results = [0, 1, 2, 3].map(work)
  expect(begun).toEqual([0, 1])
  done[1]?.(true)
  await expect(results[1]).rejects.toThrow('no')
  await expect.poll(() => begun).toEqual([0, 1, 2])
  done[0]?.()
  expect(await results[0]).toBe(0)
  await expect.poll(() => begun).toEqual([0, 1, 2, 3])
  done[2]?.()
  done[3]?.()
  expect(await Promise.all([results[2], results[3]])).toEqual([2, 3])
})

test('right and wrong passwords, and nobody, all at once', async () => {
  const passwords = argon2id(1)
  const known = await passwords.hash('right')
  const answers = [passwords.verify(known, 'right'), passwords.verify(known, 'wrong'), passwords.verify(null, 'right')]
  expect(await Promise.all(answers)).toEqual([true, false, false])
})
