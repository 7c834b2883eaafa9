/** G02, G22: caching a token must never extend its life, nor admit an invalid one. */
import { expect, test } from 'vitest'
import { signAccessToken } from '../src/access-token'
import { authenticate } from '../src/authenticate'
import type { AuthDeps } from '../src/deps'
import { deriveKeys } from '../src/keys'
import { LastUses } from '../src/last-uses'
import { defaultPolicy } from '../src/policy'
import { Revocations } from '../src/revocations'
import { VerifiedTokens } from '../src/verified-tokens'

const keys = await deriveKeys(['the secret of this test, 32 bytes or more'])
const soon = new Date('2030-01-01T01:00:00Z')
const claims = { sid: 'a-session', userId: 'a-user', role: 'customer', expiresAt: soon } as const

function rules() {
  let now = new Date('2030-01-01T00:00:00Z')
  const revocations = new Revocations()
  const verifiedTokens = new VerifiedTokens(2)
  const given = { keys, issuer: 'campusbite', policy: defaultPolicy, revocations, verifiedTokens }
  // Never used by a check from memory.
  const unused = {} as Pick<AuthDeps, 'sessions' | 'users' | 'passwords' | 'randomBytes' | 'newSid'>
  const deps: AuthDeps = { ...unused, ...given, now: () => now, tell: () => {}, lastUses: new LastUses() }
  revocations.confirm(now)
  return {
    revocations,
    verifiedTokens,
    token: (given: { sid?: string } = {}) => signAccessToken(keys, 'campusbite', { ...claims, ...given }, now),
    check: (token: string) => authenticate(deps, token),
    at(time: Date) {
      now = time
      revocations.confirm(now)
    },
  }
}

test('G02 a cached token is refused as soon as its session has ended', async () => {
  const { token, check, revocations, verifiedTokens } = rules()
  const seen = token()
  expect(await check(seen)).toEqual(claims)
  expect(verifiedTokens.size).toBe(1)
  expect(await check(seen)).toEqual(claims)
  revocations.add(claims.sid, soon)
  await expect(check(seen)).rejects.toMatchObject({ code: 'SESSION_ENDED' })
})

test('G22 a cached token is refused from the second it expires', async () => {
  const { token, check, at, verifiedTokens } = rules()
  const seen = token()
  await check(seen)
  at(new Date(soon.getTime() - 1))
  expect(await check(seen)).toEqual(claims)
  at(soon)
  await expect(check(seen)).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' })
  expect(verifiedTokens.size).toBe(0)
})

test('G22 an invalid token is never cached, however similar to a cached one', async () => {
  const { token, check, verifiedTokens } = rules()
  const seen = token()
  await check(seen)
  const signature = Buffer.from(seen.slice(seen.lastIndexOf('.') + 1), 'base64url')
  signature[10] = (signature[10] ?? 0) ^ 1
  const forged = `${seen.slice(0, seen.lastIndexOf('.'))}.${signature.toString('base64url')}`
  for (const bad of [forged, seen.slice(0, -1), 'garbage']) {
    await expect(check(bad)).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' })
    await expect(check(bad)).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' })
  }
  expect(verifiedTokens.size).toBe(1)
})

test('G34 the cache is bounded, and drops the least recently used token first', async () => {
  const { token, check, verifiedTokens, at } = rules()
  const now = new Date('2030-01-01T00:00:01Z')
  at(now)
  const [first, second, third] = ['1', '2', '3'].map((sid) => token({ sid }))
  if (!first || !second || !third) throw new Error('There are three.')
  for (const each of [first, second, first, third]) await check(each)
  expect(verifiedTokens.size).toBe(2)
  expect([first, second, third].map((each) => verifiedTokens.claimsOf(each, now) !== null)).toEqual([true, false, true])
})
