/** Ends sessions: every cause goes through here. Never touches HTTP or cookies; resolves after the ending is committed. */
import { verifyAccessToken } from './access-token'
import type { AuthDeps } from './deps'
import type { EndedSession, Ending } from './session-store'
import { readSymmetric } from './symmetric-token'
import { refreshKind, ticketKind } from './token-pair'

export async function endSessions(deps: AuthDeps, ending: Ending): Promise<EndedSession[]> {
  return refuseFromNowOn(deps, await deps.sessions.end(ending))
}

/** This process need not wait for the follower to learn what it has itself ended. */
export function refuseFromNowOn(deps: AuthDeps, ended: EndedSession[]): EndedSession[] {
  for (const { sid, accessUntil } of ended) deps.revocations.add(sid, accessUntil)
  return ended
}

/** What a request to log out can name its session by; looked at in this order, the first that is given decides. */
export interface LogoutNames {
  logoutTicket?: string | null | undefined
  refreshToken?: string | null | undefined
  /** Tokens that the request carried beside its body. */
  refreshCookie?: string | undefined
  accessToken?: string | undefined
}

/**
 * The session that a logout means, or null. Expiry does not matter, and neither does rotation: any refresh token of the
 * lineage ends its session. A ticket that cannot be read means no session at all: it may be a late one of somebody else,
 * and must not fall back to the cookies of whoever uses this browser now.
 */
export async function sessionNamedBy(
  deps: AuthDeps,
  names: LogoutNames,
): Promise<{ sid: string; userId: string } | null> {
  const { keys, issuer } = deps
  if (names.logoutTicket) return readSymmetric(ticketKind(keys), issuer, names.logoutTicket)
  for (const token of [names.refreshToken, names.refreshCookie]) {
    const claims = token ? await readSymmetric(refreshKind(keys), issuer, token) : null
    if (claims) return claims
  }
  return names.accessToken ? verifyAccessToken(keys, issuer, names.accessToken, deps.now()) : null
}

export async function endByLogout(deps: AuthDeps, { sid, userId }: { sid: string; userId: string }): Promise<void> {
  await endSessions(deps, { which: { sid, userId }, reason: 'logout', endedBy: `user:${userId}` })
}
