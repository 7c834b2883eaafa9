import { expect, test } from 'vitest'
import { Revocations } from '../src/revocations'

const at = (seconds: number) => new Date(seconds * 1000)

test('G02 an ended session is remembered until its last access token has expired', () => {
  const revocations = new Revocations()
  revocations.add('s', at(100))
  revocations.purge(at(100), 0)
  expect(revocations.has('s')).toBe(true)
  revocations.purge(at(101), 0)
  expect(revocations.has('s')).toBe(false)
})

test('G02 the later of two expiry times counts, in any order', () => {
  const revocations = new Revocations()
  revocations.add('s', at(200))
  revocations.add('s', at(100))
  revocations.purge(at(150), 0)
  expect(revocations.has('s')).toBe(true)
})

test('G02 memory is not trusted before the follower has caught up, or when it last did too long ago', () => {
  const revocations = new Revocations(3_000)
  expect(revocations.isCurrent(at(0))).toBe(false)
  revocations.confirm(at(10))
  expect(revocations.isCurrent(at(13))).toBe(true)
  expect(revocations.isCurrent(at(13.001))).toBe(false)
})

test('G02 memory is not trusted without notifications, until the follower has caught up and is notified again', () => {
  const revocations = new Revocations(3_000)
  revocations.confirm(at(11))
  expect(revocations.isCurrent(at(11))).toBe(true)
  revocations.unheard()
  expect([revocations.isFollowed(at(11)), revocations.isCurrent(at(11))]).toEqual([true, false])
  revocations.confirm(at(13))
  expect(revocations.isCurrent(at(13))).toBe(true)
  expect([revocations.isFollowed(at(16.001)), revocations.isCurrent(at(16.001))]).toEqual([false, false])
})

test('G02 memory is not trusted about a session that may have ended, until the follower has read again', () => {
  const revocations = new Revocations(3_000)
  revocations.confirm(at(10))
  const before = revocations.tells
  revocations.doubt('s')
  expect([revocations.isCurrent(at(11), 's'), revocations.isCurrent(at(11), 'another')]).toEqual([false, true])
  // From a read that had started by then.
  revocations.confirm(at(11), before)
  expect(revocations.isCurrent(at(11), 's')).toBe(false)
  revocations.confirm(at(11), revocations.tells)
  expect(revocations.isCurrent(at(11), 's')).toBe(true)
})

test('G02 memory is trusted only while its notifications are reliable', () => {
  const revocations = new Revocations(3_000)
  let told = true
  revocations.confirm(at(10), revocations.tells, () => told)
  expect(revocations.isCurrent(at(10))).toBe(true)
  told = false
  expect([revocations.isFollowed(at(10)), revocations.isCurrent(at(10))]).toEqual([true, false])
})

test('G34 memory is bounded by the access tokens that are still valid', () => {
  const revocations = new Revocations()
  for (let n = 0; n < 1000; n += 1) revocations.add(`s${n}`, at(n))
  revocations.purge(at(10_000))
  expect(revocations.size).toBe(0)
})
