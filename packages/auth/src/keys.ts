/**
 * All keys, derived from the list in `AUTH_SECRET` with HKDF (RFC 5869): one per purpose, so that a token of one kind cannot
 * pass for another. The first secret signs, and every secret verifies, so that secrets rotate without logging anyone out.
 */
import { createPrivateKey, createPublicKey, hkdfSync, type KeyObject } from 'node:crypto'
import { calculateJwkThumbprint, type JWK } from 'jose'
import { jwtHeader } from './jwt'

export interface AccessKey {
  kid: string
  privateKey: KeyObject
  publicKey: KeyObject
  /** The header segment of every access token signed with it (RFC 9068 §2.1). */
  header: string
  /** The public half, as published in `/.well-known/jwks.json`. */
  jwk: JWK
}

export interface Keys {
  /** Ed25519 pairs; the first signs. Asymmetric, so that other services can verify without a secret. */
  access: [AccessKey, ...AccessKey[]]
  refresh: [Uint8Array, ...Uint8Array[]]
  ticket: [Uint8Array, ...Uint8Array[]]
  /** Derives a refresh token's successor, see rotate.ts. */
  succession: [Uint8Array, ...Uint8Array[]]
}

const derive = (secret: string, purpose: string) =>
  new Uint8Array(hkdfSync('sha256', secret, 'campusbite', `campusbite/${purpose}/v1`, 32))

/** RFC 8410 §7: the prefix of the 32-byte Ed25519 seed in PKCS #8. */
const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex')

async function accessKey(secret: string): Promise<AccessKey> {
  const der = Buffer.concat([pkcs8Prefix, derive(secret, 'access')])
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  const publicKey = createPublicKey(privateKey)
  const bare = publicKey.export({ format: 'jwk' }) as JWK
  const kid = await calculateJwkThumbprint(bare)
  const header = jwtHeader({ alg: 'EdDSA', typ: 'at+jwt', kid })
  return { kid, privateKey, publicKey, header, jwk: { ...bare, kid, use: 'sig', alg: 'EdDSA' } }
}

/** @param secrets at least one, each of at least 32 bytes; the first signs. */
export async function deriveKeys(secrets: readonly string[]): Promise<Keys> {
  const [first, ...older] = secrets
  if (first === undefined) throw new TypeError('deriveKeys needs at least one secret.')
  const all = <T>(make: (secret: string) => T): [T, ...T[]] => [make(first), ...older.map(make)]
  return {
    access: [await accessKey(first), ...(await Promise.all(older.map(accessKey)))],
    refresh: all((s) => derive(s, 'refresh')),
    ticket: all((s) => derive(s, 'logout-ticket')),
    succession: all((s) => derive(s, 'succession')),
  }
}
