/**
 * Slows down guessing, by account and by address. Every attempt is counted before the password is checked, so a thousand at
 * once gain nothing; a correct password refunds its attempt. Logging out is never counted.
 */
import { createHash } from 'node:crypto'
import { AuthError } from '@campusbite/auth'
import type { AttemptLimiter, AttemptLimits } from '@campusbite/db'
import ipaddr from 'ipaddr.js'
import type { Sender } from './context'
import { inLine } from './in-line'

/** Each makes the attempt and returns its result. @throws AuthError `TOO_MANY_ATTEMPTS`, without having made it */
export interface LoginThrottle {
  loggingIn<T>(email: string, sender: Sender, attempt: () => Promise<T>): Promise<T>
  registering<T>(sender: Sender, attempt: () => Promise<T>): Promise<T>
  checkingPassword<T>(userId: string, sender: Sender, attempt: () => Promise<T>): Promise<T>
}

const minute = 60

/**
 * Failed attempts allowed within a window. The strictest limit counts one account from one address, so that a stranger who guesses
 * at an account does not lock its owner out. An address may be a whole campus behind one router, so its limit is higher.
 */
export const throttleLimits = {
  accountAtAddress: { name: 'account-at-address', points: 30, seconds: 15 * minute },
  account: { name: 'account', points: 100, seconds: 60 * minute },
  address: { name: 'address', points: 100, seconds: 15 * minute },
  accountsMade: { name: 'accounts-made', points: 1_000, seconds: 60 * minute },
}

/**
 * Concurrent attempts, in this process: attempts in flight count, so many correct passwords at the same moment would look like
 * guessing. Passwords are hashed only a few at a time anyway, so waiting in line costs nothing.
 */
const atOnce = { accountAtAddress: 4, address: 16, waiting: 100 }

export function createLoginThrottle(limiterOf: AttemptLimits): LoginThrottle {
  const accountAtAddress = limiterOf(throttleLimits.accountAtAddress)
  const account = limiterOf(throttleLimits.account)
  const address = limiterOf(throttleLimits.address)
  const accountsMade = limiterOf(throttleLimits.accountsMade)
  const byAccountAtAddress = inLine(atOnce.accountAtAddress, atOnce.waiting, () => tooMany(1))
  const byAddress = inLine(atOnce.address, atOnce.waiting, () => tooMany(1))
  const guarded = async <T>(name: string, from: string, attempt: () => Promise<T>): Promise<T> => {
    const counters: [AttemptLimiter, string][] = [
      [accountAtAddress, `${name}|${from}`],
      [account, name],
      [address, from],
    ]
    const refund = (counted: typeof counters) => Promise.all(counted.map(([limiter, key]) => limiter.refund(key)))
    let wrong = false
    // One after the other: an attempt that one limit refuses does not use up the others.
    for (const [index, [limiter, key]] of counters.entries()) {
      const refused = await limiter.spend(key)
      if (refused === null) continue
      await refund(counters.slice(0, index))
      throw tooMany(refused)
    }
    try {
      return await attempt()
    } catch (error) {
      wrong = error instanceof AuthError && error.code !== 'UNAVAILABLE'
      throw error
    } finally {
      // If the store failed, nothing was guessed; and a failed refund must not fail the attempt.
      if (!wrong) await refund(counters).catch(() => {})
    }
  }
  const inTurn = <T>(name: string, sender: Sender, attempt: () => Promise<T>): Promise<T> => {
    const from = networkOf(sender)
    return byAccountAtAddress(`${name}|${from}`, () => byAddress(from, () => guarded(name, from, attempt)))
  }
  return {
    loggingIn: (email, sender, attempt) => inTurn(digest(email), sender, attempt),
    checkingPassword: (userId, sender, attempt) => inTurn(userId, sender, attempt),
    async registering(sender, attempt) {
      const refused = await accountsMade.spend(networkOf(sender))
      if (refused !== null) throw tooMany(refused)
      return attempt()
    },
  }
}

/** Whoever has one IPv6 address has its whole /64 (RFC 6177), and could use a new one for each guess. */
function networkOf({ ipAddress }: Sender): string {
  if (ipAddress === null || !ipaddr.isValid(ipAddress)) return 'unknown'
  const address = ipaddr.process(ipAddress)
  if (!('parts' in address)) return address.toString()
  return `${new ipaddr.IPv6([...address.parts.slice(0, 4), 0, 0, 0, 0])}/64`
}

/** The counters' table must not reveal who has an account. */
const digest = (email: string) => createHash('sha256').update(email).digest('base64url')

const tooMany = (retryAfterSeconds: number) =>
  new AuthError('TOO_MANY_ATTEMPTS', `Too many attempts. Try again in ${retryAfterSeconds} seconds.`, {
    retryAfterSeconds,
  })
