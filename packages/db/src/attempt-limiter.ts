/** Counts attempts in the database, so that limits survive restarts and hold across instances. Knows nothing about passwords. */
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import type { Run, Statement } from './connection'

interface AttemptLimit {
  name: string
  /** Attempts allowed within the window. */
  points: number
  /** Length of the window, counted from its first attempt. */
  seconds: number
}

export interface AttemptLimiter {
  /** Counts an attempt. Returns null if it is allowed, or else the whole seconds until one will be. */
  spend(key: string): Promise<number | null>
  /** Takes one attempt back. */
  refund(key: string): Promise<void>
}

export type AttemptLimits = (limit: AttemptLimit) => AttemptLimiter

/** Never below zero: the library would treat that as credit. */
const takeBack = 'UPDATE rate_limit SET points = points - 1 WHERE key = $1 AND points > 0'
const refund: Statement = { name: 'attempt-refund', text: takeBack }
/** Only in this window, not in one that has started since. */
const refundRefused: Statement = { name: 'attempt-refund-refused', text: `${takeBack} AND expire <= $2` }

export function createAttemptLimits(run: Run): AttemptLimits {
  const storeClient = {
    async query({ name, text, values }: Statement & { values: unknown[] }) {
      const rows = await run({ name, text }, values)
      return { rows, rowCount: rows.length }
    },
  }
  return ({ name, points, seconds }) => {
    const limiter = new RateLimiterPostgres({
      storeClient,
      storeType: 'client',
      tableName: 'rate_limit',
      tableCreated: true,
      keyPrefix: name,
      points,
      duration: seconds,
      clearExpiredByTimeout: false,
    })
    return {
      async spend(key) {
        try {
          await limiter.consume(key)
          return null
        } catch (refusal) {
          // The library throws its result if the limit is reached, and an Error if the database fails.
          if (!(refusal instanceof RateLimiterRes)) throw refusal
          // The attempt was not made. If it stayed counted, many concurrent attempts would block the next one without a wrong guess.
          await run(refundRefused, [limiter.getKey(key), Date.now() + refusal.msBeforeNext])
          return Math.max(1, Math.ceil(refusal.msBeforeNext / 1000))
        }
      },
      async refund(key) {
        await run(refund, [limiter.getKey(key)])
      },
    }
  }
}
