/** The first ending is told by its own commit, those that follow at once by one notification for all of them. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { betweenLooksMs, createAnnouncements } from '../src/announce'
import type { Statement } from '../src/connection'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }))
afterEach(() => void vi.useRealTimers())

function announcing(outcome: () => Promise<never[]> = async () => []) {
  const told: string[] = []
  const announcements = createAnnouncements(({ name }: Statement) => {
    told.push(name)
    return outcome()
  })
  return { told, ...announcements }
}

test('G02 what follows at once is told once for all, and what comes after that by its own commit again', () => {
  const { told, next, committed } = announcing()
  expect(next()).toBe('at once')
  expect(next()).toBe('later')
  committed()
  vi.advanceTimersByTime(betweenLooksMs - 1)
  expect(next()).toBe('later')
  committed()
  expect(told).toEqual([])
  vi.advanceTimersByTime(1)
  expect(told).toEqual(['notify-endings'])
  expect(next()).toBe('later')
  vi.advanceTimersByTime(betweenLooksMs)
  expect(next()).toBe('at once')
  expect(told).toHaveLength(1)
})

test('G02 a notification that fails is no error, and the next is sent all the same', async () => {
  const { told, next, committed } = announcing(() => Promise.reject(new Error('gone')))
  next()
  for (const times of [1, 2]) {
    expect(next()).toBe('later')
    committed()
    await vi.advanceTimersByTimeAsync(betweenLooksMs)
    expect(told).toHaveLength(times)
  }
})
