/** Ends sessions: every cause goes through here. Never touches HTTP or cookies; resolves once the ending is committed. */
import { verifyAccessToken } from './access-token'
import type { AuthDeps } from './deps'
import { AuthError } from './errors'
import type { EndedSession, Ending, EndReason } from './session-store'
import { readSymmetric } from './symmetric-token'
import { refreshKind, ticketKind } from './token-pair'

export function endSessions(deps: AuthDeps, ending: Ending): Promise<EndedSession[]> {
  return carryOut(deps, ending.reason, () => deps.sessions.end(ending))
}

/** Ends sessions and records that in memory at once: for its own endings, this process need not wait for the follower. */
export async function carryOut(
  { revocations, tell }: AuthDeps,
  reason: EndReason,
  work: () => Promise<EndedSession[]>,
): Promise<EndedSession[]> {
  try {
    const ended = await work()
    for (const { sid, accessUntil } of ended) revocations.add(sid, accessUntil, reason)
    for (const { sid, userId } of ended) tell({ type: 'session-ended', sid, userId, reason })
    tell({ type: 'ending-done', reason, ended: ended.length })
    return ended
  } catch (error) {
    if (!(error instanceof AuthError)) tell({ type: 'ending-failed', reason })
    throw error
  }
}

/** How a logout request can name its session, in order of precedence: explicit fields first, then the request's credentials. */
export interface LogoutNames {
  /** From the body. */
  logoutTicket?: string | null | undefined
  refreshToken?: string | null | undefined
  /** From `Authorization`. */
  bearer?: string | undefined
  /** From the browser's cookies. */
  refreshCookie?: string | undefined
  accessCookie?: string | undefined
}

/**
 * The session that a logout request means, or null. A refresh token may be expired or rotated: any token of the lineage ends
 * its session. An unreadable ticket names no session at all: it may be a late one of somebody else, and must not fall back to
 * the cookies of whoever uses this browser now.
 */
export function sessionNamedBy(deps: AuthDeps, names: LogoutNames): { sid: string; userId: string } | null {
  const { keys, issuer } = deps
  const ofRefresh = (token: string) => readSymmetric(refreshKind(keys), issuer, token)
  const ofAccess = (token: string) => verifyAccessToken(keys, issuer, token, deps.now())
  if (names.logoutTicket) return readSymmetric(ticketKind(keys), issuer, names.logoutTicket)
  return (
    (names.refreshToken && ofRefresh(names.refreshToken)) ||
    (names.bearer && ofAccess(names.bearer)) ||
    (names.refreshCookie && ofRefresh(names.refreshCookie)) ||
    (names.accessCookie && ofAccess(names.accessCookie)) ||
    null
  )
}

/** RFC 7009 §2.2: a session that is gone already is a success, since the caller has what they wanted. */
export function endByLogout(deps: AuthDeps, { sid, userId }: { sid: string; userId: string }): Promise<void> {
  const ending: Ending = { which: { sid, userId }, reason: 'logout', endedBy: `user:${userId}` }
  return endSessions(deps, ending).then(
    (ended) => {
      // Somebody else has ended it, or an earlier attempt whose response was lost: perhaps so recently that this process has not heard.
      if (ended.length === 0) deps.revocations.doubt(sid)
    },
    (error: unknown) => {
      // It may have ended and only the response was lost: a process that is alone is not notified.
      deps.revocations.doubt(sid)
      throw error
    },
  )
}
