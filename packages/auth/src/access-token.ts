/** Access tokens: short-lived JWTs (RFC 9068) that any service can verify with our JWKS. Signs and verifies; queries nothing. */
import { sign, verify } from 'node:crypto'
import type { Role } from './contract/index'
import { readJwt, signJwt } from './jwt'
import type { Keys } from './keys'

export interface AccessClaims {
  sid: string
  userId: string
  role: Role
  /** When the token expires. */
  expiresAt: Date
}

/** `aud` of every token we issue: this API. */
export const audience = 'campusbite'

export function signAccessToken(keys: Keys, issuer: string, claims: AccessClaims, now: Date): string {
  const [{ header, privateKey }] = keys.access
  const payload = {
    sid: claims.sid,
    role: claims.role,
    iss: issuer,
    aud: audience,
    sub: claims.userId,
    iat: Math.floor(now.getTime() / 1000),
    exp: Math.floor(claims.expiresAt.getTime() / 1000),
  }
  return signJwt(header, payload, (signed) => sign(null, Buffer.from(signed), privateKey).toString('base64url'))
}

/** The claims, or null for anything but an unexpired access token of ours, signed with one of our keys. */
export function verifyAccessToken(keys: Keys, issuer: string, token: string, now: Date): AccessClaims | null {
  const key = keys.access.find(({ header }) => token.startsWith(`${header}.`))
  if (!key) return null
  const claims = readJwt(token, key.header, (signed, spelt) => {
    const signature = signatureOf(spelt)
    return signature !== null && verify(null, Buffer.from(signed), key.publicKey, signature)
  })
  // We issue no token that becomes valid later (`nbf`, RFC 7519 §4.1.5).
  if (!claims || claims.iss !== issuer || claims.aud !== audience || claims.nbf !== undefined) return null
  const { sub, sid, exp, role } = claims
  if (typeof sub !== 'string' || typeof sid !== 'string' || typeof exp !== 'number') return null
  const expiresAt = new Date(exp * 1000)
  // In this order, an invalid date counts as expired.
  if (!(expiresAt > now)) return null
  return { sid, userId: sub, role: role === 'operator' ? 'operator' : 'customer', expiresAt }
}

/**
 * The bytes of a signature, or null if it is not encoded exactly as we encode it: decoding ignores some bits of the last
 * character, so one signature could be written in several ways (RFC 4648 §3.5).
 */
function signatureOf(spelt: string): Buffer | null {
  const signature = Buffer.from(spelt, 'base64url')
  return signature.toString('base64url') === spelt ? signature : null
}
