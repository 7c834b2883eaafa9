/** Refuses an access token as soon as its session has ended; without a query, if memory can be trusted. */
import { type AccessClaims, verifyAccessToken } from './access-token'
import type { AuthDeps } from './deps'
import { AuthError } from './errors'
import { sessionOver } from './session-over'

/**
 * @throws AuthError `NOT_SIGNED_IN` for anything but an unexpired access token of ours, `SESSION_ENDED` if its session is over,
 * `UNAVAILABLE` if neither memory nor the database can tell: it fails closed.
 */
export async function authenticate(deps: AuthDeps, accessToken: string | undefined): Promise<AccessClaims> {
  const now = deps.now()
  const claims = accessToken ? verified(deps, accessToken, now) : null
  if (!claims) {
    if (accessToken) deps.tell({ type: 'access-refused', why: 'invalid' })
    throw new AuthError('NOT_SIGNED_IN', 'Log in to continue.')
  }
  if (deps.revocations.has(claims.sid) || !(await knownAlive(deps, claims.sid))) {
    deps.tell({ type: 'access-refused', why: 'ended', sid: claims.sid })
    throw sessionOver(deps.revocations.whyEnded(claims.sid))
  }
  deps.lastUses.note(claims.sid, now)
  return claims
}

/** Verifying a signature costs more than everything else here, and one that was valid a moment ago still is. */
function verified(deps: AuthDeps, accessToken: string, now: Date): AccessClaims | null {
  const seen = deps.verifiedTokens.claimsOf(accessToken, now)
  if (seen) return seen
  const claims = verifyAccessToken(deps.keys, deps.issuer, accessToken, now)
  if (claims) deps.verifiedTokens.remember(accessToken, claims)
  return claims
}

async function knownAlive(deps: AuthDeps, sid: string): Promise<boolean> {
  if (deps.revocations.isCurrent(deps.now(), sid)) return true
  try {
    return (await deps.sessions.find(sid)) !== null
  } catch (cause) {
    deps.tell({ type: 'access-refused', why: 'unknown', sid })
    throw new AuthError('UNAVAILABLE', 'The service cannot check your session at the moment. Try again shortly.', {
      cause,
    })
  }
}
