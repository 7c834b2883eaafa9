/** When housekeeping runs, and that it does not delay a stop of the server. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type HousekeepingDeps, keepTidy, tidyUp } from '../src/housekeeping'
import { createLog } from '../src/log'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const longestPauseMs = 12.5 * 60_000

/** A database whose purge ends when the test says so, and has found something. */
function held() {
  let done = () => {}
  const purge = vi.fn(
    () =>
      new Promise<{ endings: number; counters: number }>((resolve) => {
        done = () => resolve({ endings: 1, counters: 0 })
      }),
  )
  const auth = { operator: { endExpired: async () => ({ ended: 0 }) } } as unknown as HousekeepingDeps['auth']
  return { purge, deps: { auth, database: { purge }, log: createLog('silent') }, done: () => done() }
}

test('a running round replaces the next one, and takes no further step when the server stops', async () => {
  const { purge, deps, done } = held()
  const stop = keepTidy(deps)
  await vi.advanceTimersByTimeAsync(longestPauseMs)
  expect(purge).toHaveBeenCalledTimes(1)
  await vi.advanceTimersByTimeAsync(5 * longestPauseMs)
  expect(purge).toHaveBeenCalledTimes(1)
  const stopped = stop()
  done()
  await stopped
  await vi.advanceTimersByTimeAsync(5 * longestPauseMs)
  expect(purge).toHaveBeenCalledTimes(1)
})

test('expired sessions are searched for once, however many steps ending them takes', async () => {
  const found = [200, 200, 3]
  const purge = vi.fn(async () => ({ endings: found.shift() ?? 0, counters: 0 }))
  const endExpired = vi.fn(async () => ({ ended: 0 }))
  const auth = { operator: { endExpired } } as unknown as HousekeepingDeps['auth']
  expect(await tidyUp({ auth, database: { purge } })).toEqual({ ended: 0, endings: 403, counters: 0 })
  expect([endExpired, purge].map(({ mock }) => mock.calls.length)).toEqual([1, 4])
})

test('a failed round is followed by another', async () => {
  const { purge, deps } = held()
  purge.mockRejectedValueOnce(new Error('The database is away.')).mockResolvedValue({ endings: 0, counters: 0 })
  const stop = keepTidy(deps)
  await vi.advanceTimersByTimeAsync(longestPauseMs)
  expect(purge).toHaveBeenCalledTimes(1)
  await vi.advanceTimersByTimeAsync(longestPauseMs)
  expect(purge.mock.calls.length).toBeGreaterThan(1)
  await stop()
})
