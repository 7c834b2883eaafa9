/** Access tokens: short-lived JWTs (RFC 9068) that any service can verify by our JWKS. Signs and verifies; asks nobody. */
import { sign } from 'node:crypto'
import { jwtVerify } from 'jose'
import { jwtHeader, signatureOf, signJwt } from './jwt'
import type { AccessKey, Keys } from './keys'

export interface AccessClaims {
  sid: string
  userId: string
  role: 'customer' | 'operator'
  /** When it expires by itself. */
  expiresAt: Date
}

/** `aud` of everything we issue: this API. */
export const audience = 'campusbite'
/** RFC 9068 §2.1. */
const typ = 'at+jwt'

export function signAccessToken(keys: Keys, issuer: string, claims: AccessClaims, now: Date): string {
  const [{ kid, privateKey }] = keys.access
  const payload = {
    sid: claims.sid,
    role: claims.role,
    iss: issuer,
    aud: audience,
    sub: claims.userId,
    iat: Math.floor(now.getTime() / 1000),
    exp: Math.floor(claims.expiresAt.getTime() / 1000),
  }
  return signJwt(jwtHeader({ alg: 'EdDSA', typ, kid }), payload, (signed) =>
    sign(null, Buffer.from(signed), privateKey),
  )
}

/** The claims, or null for anything that is not an unexpired access token of ours. Keys come from `kid` within our own list only. */
export async function verifyAccessToken(
  keys: Keys,
  issuer: string,
  token: string,
  now: Date,
): Promise<AccessClaims | null> {
  const find = (kid: string | undefined): AccessKey => {
    const key = keys.access.find((candidate) => candidate.kid === kid)
    if (!key) throw new Error('unknown kid')
    return key
  }
  if (!signatureOf(token)) return null
  try {
    const { payload } = await jwtVerify(token, (header) => find(header.kid).publicKey, {
      algorithms: ['EdDSA'],
      typ,
      issuer,
      audience,
      currentDate: now,
      requiredClaims: ['exp', 'sub', 'sid'],
    })
    const { sub, sid, exp, role } = payload
    if (typeof sub !== 'string' || typeof sid !== 'string' || exp === undefined) return null
    return { sid, userId: sub, role: role === 'operator' ? 'operator' : 'customer', expiresAt: new Date(exp * 1000) }
  } catch {
    return null
  }
}
