/**
 * Which sessions are alive: those of a user, and the one that a refresh token is of, without redeeming it. That is for
 * rendering a page to somebody whose access token has run out: it may be shown while the session lives, and the rotation
 * is left to the client, which can repeat it.
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

/** Last used first, counting uses that are not written yet. Those past their limits are left out, though nobody has ended them yet. */
export async function liveSessions(deps: AuthDeps, userId: string): Promise<Session[]> {
  const { sessions, lastUses, policy, now } = deps
  const found = await sessions.list(userId)
  return found
    .map((session) => ({ ...session, lastUsedAt: lastUses.latest(session) }))
    .filter((session) => isAlive(session, policy, now()))
    .sort((a, b) => b.lastUsedAt.getTime() - a.lastUsedAt.getTime())
}

/** Whether it is within both its absolute and its idle limit. Says nothing of whether somebody has ended it. */
export const isAlive = ({ expiresAt, lastUsedAt }: Session, { idleSeconds }: Policy, now: Date): boolean =>
  expiresAt > now && now.getTime() - lastUsedAt.getTime() <= idleSeconds * 1000
