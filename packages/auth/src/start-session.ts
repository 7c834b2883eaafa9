/** Starts a session after a successful password check. Always with a new `sid` (ASVS 7.2.4). */
import type { AuthDeps, Device, TokenPair } from './deps'
import type { Session } from './session-store'
import { accessUntil, hashOfJti, issueTokenPair } from './token-pair'
import type { StoredUser } from './user-store'

export async function startSession(
  deps: AuthDeps,
  user: Pick<StoredUser, 'id' | 'role' | 'passwordHash'>,
  device: Device,
): Promise<TokenPair> {
  const now = deps.now()
  // In whole seconds, as tokens count: a token never expires before its session, and no refresh can fall in between.
  const expiresAt = new Date((Math.floor(now.getTime() / 1000) + deps.policy.sessionSeconds) * 1000)
  const session: Session = {
    sid: deps.newSid(),
    userId: user.id,
    createdAt: now,
    lastUsedAt: now,
    expiresAt,
    accessUntil: accessUntil(now, deps.policy.accessTokenSeconds, expiresAt),
    device: device.name,
    ipAddress: device.ipAddress,
  }
  const jti = Buffer.from(deps.randomBytes(32)).toString('base64url')
  await deps.sessions.start({ ...session, refreshHash: hashOfJti(jti) }, user.passwordHash)
  deps.tell({ type: 'session-started', sid: session.sid, userId: user.id })
  return issueTokenPair(deps, session, { jti, role: user.role, issuedAt: now })
}
