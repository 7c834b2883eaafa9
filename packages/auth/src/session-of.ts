/**
 * Which session a refresh token is of, without redeeming it. For rendering a page to somebody whose access token has run
 * out: the page may be shown while the session lives, and the rotation is left to the client, which can repeat it.
 */
import { timingSafeEqual } from 'node:crypto'
import type { AccessClaims } from './access-token'
import type { AuthDeps } from './deps'
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
  const alive =
    session.expiresAt > now && now.getTime() - session.lastUsedAt.getTime() <= deps.policy.idleSeconds * 1000
  if (!matches || !alive) return null
  deps.lastUses.note(claims.sid, now)
  return { sid: claims.sid, userId: claims.userId, role: session.role, expiresAt: session.expiresAt }
}
