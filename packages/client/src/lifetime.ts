/** How long what a logout leaves behind may be needed: until the session would have died by itself. */
import { claimsOf } from './jwt-claims'

/** Where no token tells the end of its session: longer than sessions are made to live. */
const unknownLifeSeconds = 30 * 24 * 60 * 60

/** Seconds until the session of a ticket or refresh token is over by itself; below 0 once it is. */
export function secondsLeft(token: string | undefined, now: number): number {
  const exp = claimsOf(token)?.exp
  return exp === undefined ? unknownLifeSeconds : exp - now / 1000
}
