/** How long what a logout leaves behind may be needed: until the session would have died by itself. */
import { claimsOf } from './jwt-claims'
import type { SessionTokens } from './tokens/token-store'

/** Where no token tells the end of its session: longer than sessions are made to live. */
export const unknownLifeSeconds = 30 * 24 * 60 * 60

/** Seconds until the session of these tokens is over by itself, as far as this device's clock can tell; below 0 once it is. */
export function secondsLeft(tokens: SessionTokens | null | undefined, now: number): number {
  const exp = claimsOf(tokens?.logoutTicket ?? tokens?.refreshToken)?.exp
  return exp ? exp - now / 1000 : unknownLifeSeconds
}
