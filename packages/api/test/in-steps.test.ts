/** Background work: all of it is done, with pauses, and it stops when told to. */
import { afterEach, expect, test, vi } from 'vitest'
import { inSteps } from '../src/in-steps'

afterEach(() => void vi.restoreAllMocks())

test('continues while a step finds something', async () => {
  const found = [3, 1, 0, 1]
  const step = vi.fn(async () => found.shift() ?? 0)
  await inSteps(step)
  expect(step).toHaveBeenCalledTimes(3)
})

test('pauses after each step, and stopping does not wait for the pause', async () => {
  let clock = 0
  vi.spyOn(performance, 'now').mockImplementation(() => clock)
  const stop = new AbortController()
  const step = vi.fn(async () => {
    // An hour, so that the pause is an hour as well.
    clock += 3_600_000
    return 1
  })
  const done = inSteps(step, { rests: 1, signal: stop.signal })
  await new Promise(setImmediate)
  await new Promise(setImmediate)
  expect(step).toHaveBeenCalledTimes(1)
  stop.abort()
  await done
  expect(step).toHaveBeenCalledTimes(1)
})

test('the current step is the last after a stop, and a stop beforehand means no step', async () => {
  const stop = new AbortController()
  const step = vi.fn(async () => {
    stop.abort()
    return 1
  })
  await inSteps(step, { signal: stop.signal })
  expect(step).toHaveBeenCalledTimes(1)
  await inSteps(step, { signal: stop.signal })
  expect(step).toHaveBeenCalledTimes(1)
})

test('a failed step fails the whole run', async () => {
  await expect(inSteps(() => Promise.reject(new Error('no')))).rejects.toThrow('no')
})
