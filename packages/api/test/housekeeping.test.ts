/** When the housekeeping is done, and that it holds up nobody who stops the server. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type HousekeepingDeps, keepTidy } from '../src/housekeeping'
import { createLog } from '../src/log'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const longestPauseMs = 12.5 * 60_000

/** A database with so much to purge that it goes on until it is told to stop. */
function endless() {
  const purge = vi.fn(
    (_now: Date, _before: Date, signal?: AbortSignal) =>
      new Promise<{ endings: number; counters: number }>((resolve) =>
        signal?.addEventListener('abort', () => resolve({ endings: 500, counters: 0 })),
      ),
  )
  const auth = { operator: { endExpired: async () => ({ ended: 0 }) } } as unknown as HousekeepingDeps['auth']
  return { purge, deps: { auth, database: { purge }, log: createLog('silent') } }
}

test('a round that is still at it is the next one too, and stops when the server does', async () => {
  const { purge, deps } = endless()
  const stop = keepTidy(deps)
  await vi.advanceTimersByTimeAsync(longestPauseMs)
  expect(purge).toHaveBeenCalledTimes(1)
  await vi.advanceTimersByTimeAsync(5 * longestPauseMs)
  expect(purge).toHaveBeenCalledTimes(1)
  await stop()
  await vi.advanceTimersByTimeAsync(5 * longestPauseMs)
  expect(purge).toHaveBeenCalledTimes(1)
})

test('a round that fails is followed by another', async () => {
  const { purge, deps } = endless()
  purge.mockRejectedValueOnce(new Error('The database is away.')).mockResolvedValue({ endings: 0, counters: 0 })
  const stop = keepTidy(deps)
  await vi.advanceTimersByTimeAsync(longestPauseMs)
  expect(purge).toHaveBeenCalledTimes(1)
  await vi.advanceTimersByTimeAsync(longestPauseMs)
  expect(purge.mock.calls.length).toBeGreaterThan(1)
  await stop()
})
