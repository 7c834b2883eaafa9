/**
 * Finds live sessions: those of a user, and the one of a refresh token without redeeming it. The latter is for rendering a page
 * when the access token has expired: the page may be shown while the session is alive, and the rotation is left to the client,
 * which can retry it.
 */
import { timingSafeEqual } from 'node:crypto'
import type { AccessClaims } from './access-token'
import type { AuthDeps } from './deps'
import type { Policy } from './policy'
import type { Session } from './session-store'
import { readSymmetric } from './symmetric-token'
import { hashOfJti, refreshKind } from './token-pair'

export async function sessionOfRefreshToken(deps: AuthDeps, refreshToken: string): Promise<AccessClaims | null> {
  const claims = readSymmetric(refreshKind(deps.keys), deps.issuer, refreshToken)
  if (!claims || deps.revocations.has(claims.sid)) return null
  const now = deps.now()
  const session = await deps.sessions.find(claims.sid)
  if (!session || session.userId !== claims.userId) return null
  const repeatable =
    session.rotatedAt !== null && now.getTime() - session.rotatedAt.getTime() <= deps.policy.reuseIntervalSeconds * 1000
  const presented = hashOfJti(claims.jti)
  const matches =
    timingSafeEqual(presented, session.currentHash) ||
    (repeatable && session.previousHash !== null && timingSafeEqual(presented, session.previousHash))
  if (!matches || !isAlive(session, deps.policy, now)) return null
  deps.lastUses.note(claims.sid, now)
  return { sid: claims.sid, userId: claims.userId, role: session.role, expiresAt: session.expiresAt }
}

/** Last used first, counting uses that are not written yet. Leaves out sessions past their limits that nobody has ended yet. */
export async function liveSessions(deps: AuthDeps, userId: string): Promise<Session[]> {
  const { sessions, lastUses, policy, now } = deps
  const found = await sessions.list(userId)
  return found
    .map((session) => ({ ...session, lastUsedAt: lastUses.latest(session) }))
    .filter((session) => isAlive(session, policy, now()))
    .sort((a, b) => b.lastUsedAt.getTime() - a.lastUsedAt.getTime())
}

/** Whether the session is within its absolute and idle limits. Does not say whether somebody has ended it. */
export const isAlive = ({ expiresAt, lastUsedAt }: Session, { idleSeconds }: Policy, now: Date): boolean =>
  expiresAt > now && now.getTime() - lastUsedAt.getTime() <= idleSeconds * 1000
