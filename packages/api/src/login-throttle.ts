/**
 * Slows down guessing, by account and by address. Every attempt is counted before the password is looked at, so that a
 * thousand at once are no way around it; a right password takes its count back. Logging out is never counted.
 */
import { createHash } from 'node:crypto'
import { AuthError, type Device } from '@campusbite/auth'
import type { AttemptLimiter, AttemptLimits } from '@campusbite/db'

export interface LoginThrottle {
  loggingIn<T>(email: string, device: Device, attempt: () => Promise<T>): Promise<T>
  registering<T>(device: Device, attempt: () => Promise<T>): Promise<T>
  checkingPassword<T>(userId: string, device: Device, attempt: () => Promise<T>): Promise<T>
}

const minute = 60

/** Failures allowed within a window. An address may be a whole campus behind one router, so it is given more. */
const limits = {
  account: { name: 'account', points: 10, seconds: 15 * minute },
  address: { name: 'address', points: 100, seconds: 15 * minute },
  accounts: { name: 'accounts-made', points: 1_000, seconds: 60 * minute },
}

export function createLoginThrottle(limiterOf: AttemptLimits): LoginThrottle {
  const account = limiterOf(limits.account)
  const address = limiterOf(limits.address)
  const accounts = limiterOf(limits.accounts)
  const from = (device: Device) => device.ipAddress ?? 'unknown'
  return {
    loggingIn: (email, device, attempt) =>
      guarded(
        [
          [account, digest(email)],
          [address, from(device)],
        ],
        attempt,
      ),
    checkingPassword: (userId, device, attempt) =>
      guarded(
        [
          [account, userId],
          [address, from(device)],
        ],
        attempt,
      ),
    async registering(device, attempt) {
      await spend(accounts, from(device))
      return attempt()
    },
  }
}

/** The table of counters should not be a list of who has an account. */
const digest = (email: string) => createHash('sha256').update(email).digest('base64url')

async function guarded<T>(counters: [AttemptLimiter, string][], attempt: () => Promise<T>): Promise<T> {
  for (const [limiter, key] of counters) await spend(limiter, key)
  const result = await attempt()
  for (const [limiter, key] of counters) await limiter.refund(key)
  return result
}

async function spend(limiter: AttemptLimiter, key: string): Promise<void> {
  const retryAfterSeconds = await limiter.spend(key)
  if (retryAfterSeconds === null) return
  const message = `Too many attempts. Try again in ${retryAfterSeconds} seconds.`
  throw new AuthError('TOO_MANY_ATTEMPTS', message, { retryAfterSeconds })
}
