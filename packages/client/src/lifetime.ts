/** How long a logout's records may be needed: until the session would have expired by itself. */
import { claimsOf } from './jwt-claims'
import type { SessionTokens } from './tokens/token-store'

/** Used if no token says when its session ends: longer than any session is configured to live. */
export const unknownLifeSeconds = 30 * 24 * 60 * 60

/** Seconds until the session of these tokens expires, by this device's clock; negative once it has. */
export function secondsLeft(tokens: SessionTokens | null | undefined, now: number): number {
  const exp = claimsOf(tokens?.logoutTicket ?? tokens?.refreshToken)?.exp
  return exp ? exp - now / 1000 : unknownLifeSeconds
}
