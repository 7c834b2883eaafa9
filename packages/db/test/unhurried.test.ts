/** Work that nobody waits for: all of it is done, with rests, and it stops when it is told to. */
import { expect, test, vi } from 'vitest'
import { mostInOneStep, unhurried } from '../src/unhurried'

/** Finds so many rows, one after the other. */
const finding = (...rows: number[]) => vi.fn(async () => rows.shift() ?? 0)

test('a step follows while the one before it found as much as it may', async () => {
  const step = finding(mostInOneStep, mostInOneStep, 3, mostInOneStep)
  expect(await unhurried(step)).toBe(2 * mostInOneStep + 3)
  expect(step).toHaveBeenCalledTimes(3)
})

test('after a step there is a rest, and whoever ends it need not wait', async () => {
  let clock = 0
  vi.spyOn(performance, 'now').mockImplementation(() => clock)
  const stop = new AbortController()
  const step = vi.fn(async () => {
    // An hour, so that the rest is hours.
    clock += 3_600_000
    return mostInOneStep
  })
  const done = unhurried(step, stop.signal)
  await new Promise(setImmediate)
  await new Promise(setImmediate)
  expect(step).toHaveBeenCalledTimes(1)
  stop.abort()
  expect(await done).toBe(mostInOneStep)
  expect(step).toHaveBeenCalledTimes(1)
})

test('a step that is under way when it is to stop is the last', async () => {
  const stop = new AbortController()
  const step = vi.fn(async () => {
    stop.abort()
    return mostInOneStep
  })
  expect(await unhurried(step, stop.signal)).toBe(mostInOneStep)
  expect(step).toHaveBeenCalledTimes(1)
})

test('a step that fails fails it all', async () => {
  await expect(unhurried(() => Promise.reject(new Error('no')))).rejects.toThrow('no')
})
