/**
 * Tokens that only this API reads, refresh tokens and logout tickets: JWTs with HS256, a key and a `typ` for each kind.
 * The signature is checked before a database is asked, so that garbage costs nothing.
 */
import { type JWTPayload, jwtVerify, SignJWT } from 'jose'
import { audience } from './access-token'

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

export async function signSymmetric(kind: SymmetricKind, issuer: string, claims: SymmetricClaims): Promise<string> {
  return new SignJWT({ sid: claims.sid })
    .setProtectedHeader({ alg: 'HS256', typ: kind.typ })
    .setIssuer(issuer)
    .setAudience(audience)
    .setSubject(claims.userId)
    .setJti(claims.jti)
    .setIssuedAt(Math.floor(claims.issuedAt.getTime() / 1000))
    .setExpirationTime(Math.floor(claims.expiresAt.getTime() / 1000))
    .sign(kind.keys[0])
}

/**
 * The claims, or null for anything that is not a token of this kind signed by us. Expiry is the caller's question: an
 * expired refresh token buys nothing, but may still end its session.
 */
export async function readSymmetric(
  kind: SymmetricKind,
  issuer: string,
  token: string,
): Promise<SymmetricClaims | null> {
  for (const key of kind.keys) {
    const payload = await verified(kind, issuer, token, key)
    if (!payload) continue
    const { sub, sid, jti, iat, exp } = payload
    if (typeof sub !== 'string' || typeof sid !== 'string' || typeof jti !== 'string') return null
    if (iat === undefined || exp === undefined) return null
    return { sid, userId: sub, jti, issuedAt: new Date(iat * 1000), expiresAt: new Date(exp * 1000) }
  }
  return null
}

async function verified(
  kind: SymmetricKind,
  issuer: string,
  token: string,
  key: Uint8Array,
): Promise<JWTPayload | null> {
  try {
    const options = { algorithms: ['HS256'], typ: kind.typ, issuer, audience, currentDate: new Date(0) }
    return (await jwtVerify(token, key, options)).payload
  } catch {
    return null
  }
}
