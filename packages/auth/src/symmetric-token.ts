/**
 * Tokens that only this API reads, refresh tokens and logout tickets: JWTs with HS256, with their own key and `typ` per kind.
 * The signature is checked before the database is queried, so garbage is cheap to refuse.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { audience } from './access-token'
import { jwtHeader, readJwt, signJwt } from './jwt'

export interface SymmetricKind {
  typ: 'rt+jwt' | 'logout-ticket+jwt'
  keys: readonly [Uint8Array, ...Uint8Array[]]
}

export interface SymmetricClaims {
  sid: string
  userId: string
  jti: string
  issuedAt: Date
  expiresAt: Date
}

const headers = {
  'rt+jwt': jwtHeader({ alg: 'HS256', typ: 'rt+jwt' }),
  'logout-ticket+jwt': jwtHeader({ alg: 'HS256', typ: 'logout-ticket+jwt' }),
} as const

const mac = (key: Uint8Array, signed: string): string => createHmac('sha256', key).update(signed).digest('base64url')

export function signSymmetric(kind: SymmetricKind, issuer: string, claims: SymmetricClaims): string {
  const { sid, userId, jti, issuedAt, expiresAt } = claims
  const payload = {
    sid,
    iss: issuer,
    aud: audience,
    sub: userId,
    jti,
    iat: Math.floor(issuedAt.getTime() / 1000),
    exp: Math.floor(expiresAt.getTime() / 1000),
  }
  return signJwt(headers[kind.typ], payload, (signed) => mac(kind.keys[0], signed))
}

/**
 * The claims, or null for anything but a token of this kind signed by us. Expiry is up to the caller: an expired refresh token
 * cannot be redeemed, but may still end its session.
 */
export function readSymmetric(kind: SymmetricKind, issuer: string, token: string): SymmetricClaims | null {
  const claims = readJwt(token, headers[kind.typ], (signed, spelt) =>
    kind.keys.some((key) => isSame(mac(key, signed), spelt)),
  )
  if (!claims || claims.iss !== issuer || claims.aud !== audience) return null
  const { sub, sid, jti, iat, exp } = claims
  if (typeof sub !== 'string' || typeof sid !== 'string' || typeof jti !== 'string') return null
  if (typeof iat !== 'number' || typeof exp !== 'number') return null
  return { sid, userId: sub, jti, issuedAt: new Date(iat * 1000), expiresAt: new Date(exp * 1000) }
}

/** In constant time, and as text: after decoding, several encodings would be equal (RFC 4648 §3.5). */
function isSame(expected: string, spelt: string): boolean {
  const [own, given] = [Buffer.from(expected), Buffer.from(spelt)]
  return own.length === given.length && timingSafeEqual(own, given)
}
