/** The first ending is told by its own commit; of those that follow at once, by the next that may, or by one for all of them. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { betweenLooksMs, createAnnouncements, longestUntoldMs } from '../src/announce'
import type { Statement } from '../src/connection'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }))
afterEach(() => void vi.useRealTimers())

function announcing(outcome: () => Promise<never[]> = async () => []) {
  const told: string[] = []
  const announced = createAnnouncements(({ name }: Statement) => {
    told.push(name)
    return outcome()
  })
  /** Returns how the statement was to tell, and what commits it; `false`: there was nothing to end. */
  const begin = () => {
    let commit = (_ended: boolean) => {}
    let how = ''
    const done = announced((telling) => {
      how = telling
      return new Promise<string[]>((resolve) => {
        commit = (ended) => resolve(ended ? ['a session'] : [])
      })
    })
    const committed = async (ended = true) => {
      commit(ended)
      await done
    }
    return { how, committed }
  }
  const end = async () => {
    const { how, committed } = begin()
    await committed()
    return how
  }
  return { told, begin, end }
}

test('G02 what follows at once is told once for all, and what comes after that by its own commit again', async () => {
  const { told, end } = announcing()
  expect(await end()).toBe('at once')
  expect(await end()).toBe('later')
  vi.advanceTimersByTime(betweenLooksMs - 1)
  expect(await end()).toBe('later')
  vi.advanceTimersByTime(longestUntoldMs - betweenLooksMs)
  expect(told).toEqual([])
  vi.advanceTimersByTime(1)
  expect(told).toEqual(['notify-endings'])
  expect(await end()).toBe('later')
  vi.advanceTimersByTime(longestUntoldMs)
  expect(told).toHaveLength(2)
  vi.advanceTimersByTime(betweenLooksMs)
  expect(await end()).toBe('at once')
  vi.advanceTimersByTime(10 * longestUntoldMs)
  expect(told).toHaveLength(2)
})

test('G02 a commit that may tell tells of those before it, which then need no telling of their own', async () => {
  const { told, end } = announcing()
  await end()
  vi.advanceTimersByTime(1)
  expect(await end()).toBe('later')
  vi.advanceTimersByTime(betweenLooksMs - 1)
  expect(await end()).toBe('at once')
  vi.advanceTimersByTime(10 * longestUntoldMs)
  expect(told).toEqual([])
})

test('G02 of what was committed while such a commit was under way it has not told: who looked then may not have found it', async () => {
  const { told, begin, end } = announcing()
  await end()
  vi.advanceTimersByTime(1)
  await end()
  const late = begin()
  expect(late.how).toBe('later')
  vi.advanceTimersByTime(betweenLooksMs - 1)
  const teller = begin()
  expect(teller.how).toBe('at once')
  await late.committed()
  await teller.committed()
  vi.advanceTimersByTime(longestUntoldMs - 1)
  expect(told).toEqual([])
  vi.advanceTimersByTime(1)
  expect(told).toEqual(['notify-endings'])
  vi.advanceTimersByTime(10 * longestUntoldMs)
  expect(told).toHaveLength(1)
})

test('G02 one that had nothing to end has told nobody', async () => {
  const { told, begin, end } = announcing()
  await end()
  vi.advanceTimersByTime(1)
  await end()
  vi.advanceTimersByTime(betweenLooksMs - 1)
  const nothing = begin()
  expect(nothing.how).toBe('at once')
  await nothing.committed(false)
  vi.advanceTimersByTime(longestUntoldMs - betweenLooksMs)
  expect(told).toEqual([])
  vi.advanceTimersByTime(1)
  expect(told).toEqual(['notify-endings'])
})

test('G02 a notification that fails is no error, and the next is sent all the same', async () => {
  const { told, end } = announcing(() => Promise.reject(new Error('gone')))
  await end()
  for (const times of [1, 2]) {
    expect(await end()).toBe('later')
    await vi.advanceTimersByTimeAsync(longestUntoldMs)
    expect(told).toHaveLength(times)
  }
})
