/**
 * Redeems a refresh token for the next pair (RFC 9700 §4.14.2). The database decides in one conditional update; whatever it
 * says, nothing here can bring back a session that has ended.
 */
import { timingSafeEqual } from 'node:crypto'
import type { ErrorCode } from './contract/index'
import type { AuthDeps, TokenPair } from './deps'
import { endSessions } from './end-session'
import { AuthError } from './errors'
import type { RefreshRefusal } from './events'
import { sessionOver, whyEnded } from './session-over'
import type { RotationOutcome } from './session-store'
import { readSymmetric, type SymmetricClaims } from './symmetric-token'
import { accessUntil, hashOfJti, issueTokenPair, refreshKind, successorJti } from './token-pair'

const refusals: { [code in ErrorCode]?: RefreshRefusal } = {
  INVALID_REFRESH_TOKEN: 'invalid',
  REFRESH_TOKEN_REUSED: 'reused',
  SESSION_ENDED: 'ended',
  SESSION_EXPIRED: 'expired',
}

/** @throws AuthError `INVALID_REFRESH_TOKEN`, `SESSION_EXPIRED`, `SESSION_ENDED`, `REFRESH_TOKEN_REUSED` */
export async function rotate(deps: AuthDeps, refreshToken: string): Promise<TokenPair> {
  try {
    return await rotated(deps, refreshToken)
  } catch (error) {
    const why = error instanceof AuthError ? refusals[error.code] : undefined
    deps.tell(why ? { type: 'refresh-refused', why } : { type: 'refresh-failed' })
    throw error
  }
}

async function rotated(deps: AuthDeps, refreshToken: string): Promise<TokenPair> {
  const claims = readSymmetric(refreshKind(deps.keys), deps.issuer, refreshToken)
  if (!claims) throw invalid()
  const now = deps.now()
  const secondsAgo = (seconds: number) => new Date(now.getTime() - seconds * 1000)
  const jti = successorJti(deps.keys.succession[0], claims.sid, claims.jti)
  const result = await deps.sessions.rotate({
    sid: claims.sid,
    fromHash: hashOfJti(claims.jti),
    toHash: hashOfJti(jti),
    now,
    accessUntil: accessUntil(now, deps.policy.accessTokenSeconds, claims.expiresAt),
    idleBefore: secondsAgo(deps.policy.idleSeconds),
    repeatableSince: secondsAgo(deps.policy.reuseIntervalSeconds),
  })
  const pair = await redeem(deps, claims, result, { jti, now })
  // The session may have ended while the response was being built: sending it now would only set dead cookies.
  if (deps.revocations.has(claims.sid)) throw sessionOver(deps.revocations.whyEnded(claims.sid))
  const { sid, userId } = claims
  deps.tell({ type: 'session-renewed', sid, userId, repeated: result.outcome === 'repeated' })
  return pair
}

async function redeem(
  deps: AuthDeps,
  claims: SymmetricClaims,
  result: RotationOutcome,
  fresh: { jti: string; now: Date },
): Promise<TokenPair> {
  const { sid } = claims
  switch (result.outcome) {
    case 'rotated':
      return issueTokenPair(deps, result.session, { jti: fresh.jti, role: result.session.role, issuedAt: fresh.now })
    case 'repeated': {
      const { role, rotatedAt, currentHash } = result.session
      const jti = deps.keys.succession
        .map((key) => successorJti(key, sid, claims.jti))
        .find((candidate) => timingSafeEqual(hashOfJti(candidate), currentHash))
      if (jti === undefined) throw invalid()
      const issuedAt = rotatedAt ?? fresh.now
      // The row remembers the longest-lived of its tokens, which may be a different one.
      const own = accessUntil(issuedAt, deps.policy.accessTokenSeconds, claims.expiresAt)
      const until = new Date(Math.min(own.getTime(), result.session.accessUntil.getTime()))
      return issueTokenPair(deps, { ...result.session, accessUntil: until }, { jti, role, issuedAt })
    }
    case 'reused':
      // The owner or the thief holds a spent token, and nobody can tell which: the session ends for both.
      await endSessions(deps, { which: { sid }, reason: 'reuse', endedBy: 'system' })
      throw new AuthError(
        'REFRESH_TOKEN_REUSED',
        'This refresh token was already used, so its session has been ended. Log in again.',
      )
    case 'expired':
      await endSessions(deps, { which: { sid }, reason: 'expired', endedBy: 'system' })
      throw new AuthError('SESSION_EXPIRED', 'Your session has expired. Log in again.')
    case 'gone':
      throw sessionOver(await whyEnded(deps, sid))
  }
}

const invalid = () => new AuthError('INVALID_REFRESH_TOKEN', 'Invalid refresh token. Log in again.')
