/** Issues the tokens for one state of a session's row: access token, refresh token, logout ticket. */
import { createHash, createHmac } from 'node:crypto'
import { signAccessToken } from './access-token'
import type { Role } from './contract/index'
import type { AuthDeps, TokenPair } from './deps'
import type { Keys } from './keys'
import type { SessionLife } from './session-store'
import { type SymmetricKind, signSymmetric } from './symmetric-token'

export const refreshKind = (keys: Keys): SymmetricKind => ({ typ: 'rt+jwt', keys: keys.refresh })
export const ticketKind = (keys: Keys): SymmetricKind => ({ typ: 'logout-ticket+jwt', keys: keys.ticket })

/** What the database stores of a refresh token. */
export const hashOfJti = (jti: string): Uint8Array => new Uint8Array(createHash('sha256').update(jti).digest())

/**
 * The next `jti` in a session's lineage. It is derived from its predecessor and a secret, so that a refresh whose response was
 * lost can be repeated and gets the same successor: no second lineage, and nothing stored.
 */
export const successorJti = (key: Uint8Array, sid: string, jti: string): string =>
  createHmac('sha256', key).update(`${sid}.${jti}`).digest('base64url')

/** `issuedAt` is the time of the rotation, even when it is repeated: the same row yields the same refresh token. */
export function issueTokenPair(
  { keys, issuer }: AuthDeps,
  session: SessionLife,
  grant: { jti: string; role: Role; issuedAt: Date },
): TokenPair {
  const { sid, userId, expiresAt, accessUntil } = session
  const claims = { sid, userId, issuedAt: grant.issuedAt, expiresAt }
  const accessClaims = { sid, userId, role: grant.role, expiresAt: accessUntil }
  const accessToken = signAccessToken(keys, issuer, accessClaims, grant.issuedAt)
  const refreshToken = signSymmetric(refreshKind(keys), issuer, { ...claims, jti: grant.jti })
  // Always the same for a session. Its own `jti` keeps it from being mistaken for any of the other tokens.
  const ticketClaims = { ...claims, issuedAt: session.createdAt, jti: `ticket.${sid}` }
  const logoutTicket = signSymmetric(ticketKind(keys), issuer, ticketClaims)
  const expiresIn = accessUntil.getTime() / 1000 - Math.floor(grant.issuedAt.getTime() / 1000)
  return { sid, userId, accessToken, refreshToken, logoutTicket, expiresIn, sessionExpiresAt: expiresAt }
}

/** When an access token issued now expires: in whole seconds, like `exp`, and never after its session. */
export function accessUntil(now: Date, accessTokenSeconds: number, sessionExpiresAt: Date): Date {
  const seconds = Math.floor(now.getTime() / 1000) + accessTokenSeconds
  return new Date(Math.min(seconds * 1000, Math.floor(sessionExpiresAt.getTime() / 1000) * 1000))
}
