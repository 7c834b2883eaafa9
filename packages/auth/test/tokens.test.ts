/** G22: what each kind of token is, and that none passes for another. */
import { createHmac, generateKeyPairSync, randomBytes } from 'node:crypto'
import { type JWTPayload, jwtVerify, SignJWT } from 'jose'
import { beforeAll, describe, expect, test } from 'vitest'
import { signAccessToken, verifyAccessToken } from '../src/access-token'
import { deriveKeys, type Keys } from '../src/keys'
import { readSymmetric, signSymmetric } from '../src/symmetric-token'
import { hashOfJti, refreshKind, ticketKind } from '../src/token-pair'

const issuer = 'campusbite'
const now = new Date('2030-01-01T00:00:00Z')
const soon = new Date('2030-01-01T01:00:00Z')
const claims = { sid: 'a-session', userId: 'a-user', role: 'customer', expiresAt: soon } as const
const secret = 'the secret of this test, 32 bytes or more'

let keys: Keys
beforeAll(async () => {
  keys = await deriveKeys([secret])
})

const segment = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
const check = (token: string, at = now) => verifyAccessToken(keys, issuer, token, at)

describe('G22 access tokens', () => {
  test('G22 yield their claims until they expire, and not a second longer', async () => {
    const token = signAccessToken(keys, issuer, claims, now)
    expect(check(token)).toEqual(claims)
    expect(check(token, new Date(soon.getTime() - 1))).toEqual(claims)
    expect(check(token, soon)).toBeNull()
  })

  test('G22 are refused with one bit of the signature flipped', async () => {
    const token = signAccessToken(keys, issuer, claims, now)
    const [head, body, signature = ''] = token.split('.')
    const bytes = Buffer.from(signature, 'base64url')
    bytes[10] = (bytes[10] ?? 0) ^ 1
    expect(check(`${head}.${body}.${bytes.toString('base64url')}`)).toBeNull()
  })

  test('G22 are refused with any other last character, even if decoding would ignore the difference', async () => {
    const token = signAccessToken(keys, issuer, claims, now)
    for (const letter of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=') {
      const spelt = token.slice(0, -1) + letter
      expect([letter, check(spelt) !== null]).toEqual([letter, spelt === token])
    }
    expect(check(`${token}=`)).toBeNull()
  })

  test('G22 are refused without a signature, and with the public key used as a secret', async () => {
    const body = segment({ iss: issuer, aud: 'campusbite', sub: 'u', sid: 's', exp: soon.getTime() / 1000 })
    expect(check(`${segment({ alg: 'none', typ: 'at+jwt', kid: keys.access[0].kid })}.${body}.`)).toBeNull()
    const head = segment({ alg: 'HS256', typ: 'at+jwt', kid: keys.access[0].kid })
    const pem = keys.access[0].publicKey.export({ type: 'spki', format: 'pem' })
    const mac = createHmac('sha256', pem).update(`${head}.${body}`).digest('base64url')
    expect(check(`${head}.${body}.${mac}`)).toBeNull()
  })

  test('G22 are refused if the token brings its own key, by jwk, jku, x5u or an unknown kid', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519')
    const mine = publicKey.export({ format: 'jwk' })
    const signed = (header: object) =>
      new SignJWT({ sid: 's' })
        .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', ...header })
        .setIssuer(issuer)
        .setAudience('campusbite')
        .setSubject('u')
        .setExpirationTime(soon)
        .sign(privateKey)
    const { kid } = keys.access[0]
    for (const header of [
      { kid, jwk: mine },
      { kid, jku: 'http://localhost/keys' },
      { kid },
      { kid: '../../etc/passwd' },
      {},
    ]) {
      expect(check(await signed(header))).toBeNull()
    }
  })

  const madeElsewhere = (change: object, header: object = {}) => {
    const body = { iss: issuer, aud: 'campusbite', sub: 'u', sid: 's', exp: soon.getTime() / 1000, ...change }
    const [{ kid, privateKey }] = keys.access
    return new SignJWT(body as JWTPayload)
      .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid, ...header })
      .sign(privateKey)
  }

  test.each([
    ['issuer', { iss: 'somebody-else' }],
    ['audience', { aud: 'another-service' }],
    ['not-before', { nbf: soon.getTime() / 1000 }],
    ['missing session', { sid: undefined }],
    ['missing user', { sub: undefined }],
    ['missing expiry', { exp: undefined }],
    ['expiry that is no number', { exp: '4070908800' }],
    ['expiry that is no time', { exp: 1e300 }],
  ])('G22 are refused for a wrong %s', async (_, change) => {
    // Unchanged it passes: it is the change that is refused.
    expect(check(await madeElsewhere({}))).toMatchObject({ sid: 's', userId: 'u', role: 'customer' })
    expect(check(await madeElsewhere(change))).toBeNull()
  })

  test('G22 are refused for any header but ours, even with a valid signature', async () => {
    for (const header of [
      { typ: 'JWT' },
      { typ: 'rt+jwt' },
      { kid: undefined },
      { b64: true, crit: ['b64'] },
      { x: 1 },
    ]) {
      expect([header, check(await madeElsewhere({}, header))]).toEqual([header, null])
    }
  })
})

describe('G22 one kind of token never passes for another', () => {
  const symmetric = { sid: 's', userId: 'u', jti: 'j', issuedAt: now, expiresAt: soon }

  test('G22 a refresh token, ticket and access token are each accepted only as themselves', async () => {
    const access = signAccessToken(keys, issuer, claims, now)
    const refresh = signSymmetric(refreshKind(keys), issuer, symmetric)
    const ticket = signSymmetric(ticketKind(keys), issuer, symmetric)
    expect(readSymmetric(refreshKind(keys), issuer, refresh)).toEqual(symmetric)
    expect(readSymmetric(ticketKind(keys), issuer, ticket)).toEqual(symmetric)
    for (const other of [access, ticket]) expect(readSymmetric(refreshKind(keys), issuer, other)).toBeNull()
    for (const other of [access, refresh]) expect(readSymmetric(ticketKind(keys), issuer, other)).toBeNull()
    for (const other of [refresh, ticket]) expect(check(other)).toBeNull()
  })

  test('G22 a ticket signed with the refresh key, or with the right key and a wrong typ, is refused', async () => {
    const wrongKey = signSymmetric({ typ: 'logout-ticket+jwt', keys: keys.refresh }, issuer, symmetric)
    const wrongTyp = signSymmetric({ typ: 'rt+jwt', keys: keys.ticket }, issuer, symmetric)
    for (const forged of [wrongKey, wrongTyp]) expect(readSymmetric(ticketKind(keys), issuer, forged)).toBeNull()
  })

  test('G22 changing any single character makes a token invalid', () => {
    const token = signSymmetric(refreshKind(keys), issuer, symmetric)
    for (let at = 0; at < token.length; at += 1) {
      for (const letter of ['A', 'Q', '_', '.', '=', ' ']) {
        const spelt = token.slice(0, at) + letter + token.slice(at + 1)
        if (spelt !== token)
          expect([at, letter, readSymmetric(refreshKind(keys), issuer, spelt)]).toEqual([at, letter, null])
      }
    }
  })

  test('are JWTs that any library can read', async () => {
    const [{ kid, publicKey }] = keys.access
    const wanted = { typ: 'at+jwt', issuer, audience: 'campusbite', currentDate: now }
    const access = await jwtVerify(signAccessToken(keys, issuer, claims, now), publicKey, wanted)
    expect(access.protectedHeader).toEqual({ alg: 'EdDSA', typ: 'at+jwt', kid })
    expect(access.payload).toMatchObject({ sid: 'a-session', sub: 'a-user', role: 'customer' })
    const { payload, protectedHeader } = await jwtVerify(
      signSymmetric(refreshKind(keys), issuer, symmetric),
      keys.refresh[0],
      { algorithms: ['HS256'], typ: 'rt+jwt', issuer, audience: 'campusbite', currentDate: now },
    )
    expect(protectedHeader).toEqual({ alg: 'HS256', typ: 'rt+jwt' })
    expect(payload).toMatchObject({ sid: 's', sub: 'u', jti: 'j' })
  })

  test('an expired refresh token still names its session', async () => {
    const old = signSymmetric(refreshKind(keys), issuer, {
      ...symmetric,
      issuedAt: new Date(0),
      expiresAt: new Date(1000),
    })
    expect(readSymmetric(refreshKind(keys), issuer, old)?.sid).toBe('s')
  })
})

describe('keys', () => {
  test('a new first secret signs, and tokens of the old one are still accepted', async () => {
    const token = signAccessToken(keys, issuer, claims, now)
    const rotated = await deriveKeys(['a newer secret, also of 32 bytes or more', secret])
    expect(verifyAccessToken(rotated, issuer, token, now)).toEqual(claims)
    const withoutOld = await deriveKeys(['a newer secret, also of 32 bytes or more'])
    expect(verifyAccessToken(withoutOld, issuer, token, now)).toBeNull()
  })

  test('the published key verifies, and contains nothing private', () => {
    const [{ jwk, kid }] = keys.access
    expect(Object.keys(jwk).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x'])
    expect(jwk.kid).toBe(kid)
  })

  test('G25 the database stores only a hash of a token', () => {
    const jti = randomBytes(32).toString('base64url')
    expect(hashOfJti(jti)).toHaveLength(32)
    expect(Buffer.from(hashOfJti(jti)).toString('base64url')).not.toContain(jti)
  })
})
