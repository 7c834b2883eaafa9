/** Counts attempts in the database, so that limits survive restarts and hold across instances. Knows nothing of passwords. */
import { RateLimiterPrisma, RateLimiterRes } from 'rate-limiter-flexible'

interface AttemptLimit {
  name: string
  /** Attempts allowed within the window. */
  points: number
  /** Length of the window, counted from its first attempt. */
  seconds: number
}

export interface AttemptLimiter {
  /** Counts one attempt that is allowed: null, or else the whole seconds until one will be. */
  spend(key: string): Promise<number | null>
  /** Takes one attempt back. */
  refund(key: string): Promise<void>
}

export type AttemptLimits = (limit: AttemptLimit) => AttemptLimiter

/** @param prisma a client with the model `rateLimit` */
export const createAttemptLimits =
  (prisma: object): AttemptLimits =>
  ({ name, points, seconds }) => {
    const options = {
      storeClient: prisma,
      tableName: 'rateLimit',
      keyPrefix: name,
      points,
      duration: seconds,
      clearExpiredByTimeout: false,
    }
    const limiter = new RateLimiterPrisma(options)
    const { rateLimit } = prisma as { rateLimit: { updateMany(query: object): Promise<unknown> } }
    /** Not below 0, and in this window alone: the library's own way would begin the next window with credit for guesses. */
    const takeBack = async (key: string, expire?: { lte: Date }) => {
      const where = { key: limiter.getKey(key), points: { gt: 0 }, ...(expire && { expire }) }
      await rateLimit.updateMany({ where, data: { points: { decrement: 1 } } })
    }
    return {
      async spend(key) {
        try {
          await limiter.consume(key)
          return null
        } catch (refusal) {
          // The library throws its result where the limit is reached, and an Error where the database fails.
          if (!(refusal instanceof RateLimiterRes)) throw refusal
          // It was not made. Left counted, many at once would refuse the next one, though no guess was wrong.
          await takeBack(key, { lte: new Date(Date.now() + refusal.msBeforeNext) })
          return Math.max(1, Math.ceil(refusal.msBeforeNext / 1000))
        }
      },
      refund: (key) => takeBack(key),
    }
  }
