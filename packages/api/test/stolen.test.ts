/** What each stolen credential allows, and until when: SECURITY.md in tests. */
import { createHash } from 'node:crypto'
import { cookieTag } from '@campusbite/auth/contract'
import { decodeJwt } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  type ApiCalls,
  type BearerLogin,
  logIn,
  logInWithCookies,
  newPerson,
  type Person,
  type RunningApi,
  startApi,
} from '../src/testing/index'
import { lastingDatabase } from './support/lasting-database'
import { startTestApi } from './support/start-test-api'

let api: RunningApi
let person: Person
beforeAll(async () => {
  api = await startTestApi()
  person = await newPerson(api)
})
afterAll(() => api[Symbol.asyncDispose]())

const bearer = (accessToken: string) => ({ Authorization: `Bearer ${accessToken}` })
const me = async (headers: Record<string, string>, of: ApiCalls = api) => (await of.get('/api/auth/me', headers)).status
const refresh = async (refreshToken: string, of: ApiCalls = api) => {
  const response = await of.post('/api/auth/refresh-token', { refreshToken })
  return { status: response.status, ...((await response.json()) as { message: string; data: BearerLogin }) }
}

test('an access token cannot do anything that requires the password, nor take over the account', async () => {
  const { accessToken } = await logIn(api, person)
  const guess = { currentPassword: 'a guess', newPassword: 'a password of the thief' }
  expect((await api.post('/api/auth/change-password', guess, bearer(accessToken))).status).toBe(401)
  expect((await api.delete('/api/auth/account', { password: 'a guess' }, bearer(accessToken))).status).toBe(401)
  expect((await api.post('/api/auth/refresh-token', { refreshToken: accessToken })).status).toBe(401)
})

test('G15 a refresh token used by both thief and owner ends the session for both', async () => {
  const owner = await logIn(api, person)
  const thief = (await refresh(owner.refreshToken)).data
  const next = (await refresh(thief.refreshToken)).data
  expect(await refresh(owner.refreshToken)).toMatchObject({
    status: 401,
    message: expect.stringMatching(/was already used/),
  })
  expect((await refresh(next.refreshToken)).status).toBe(401)
  for (const { accessToken } of [owner, thief, next]) expect(await me(bearer(accessToken))).toBe(401)
})

test('no two refresh tokens share their 256-bit secret part', async () => {
  const first = await logIn(api, person)
  const next = (await refresh(first.refreshToken)).data
  const jtis = [first, next, await logIn(api, person)].map(({ refreshToken }) => decodeJwt(refreshToken).jti ?? '')
  expect(new Set(jtis).size).toBe(3)
  for (const jti of jtis) expect(Buffer.from(jti, 'base64url')).toHaveLength(32)
})

test('a sid alone, or as a cookie, grants no access and ends nothing', async () => {
  const victim = await logInWithCookies(api, person)
  const { sid = '' } = decodeJwt<{ sid: string }>(victim.data.logoutTicket)
  const cookies = ['sid', 'tombstone'].map((kind) => `__Host-campusbite-${kind}-${cookieTag(sid)}=${sid}`).join('; ')
  expect(await me({ cookie: cookies })).toBe(401)
  const thief = await logIn(api, await newPerson(api))
  await api.delete(`/api/auth/sessions/${sid}`, undefined, bearer(thief.accessToken))
  await api.post('/api/auth/logout', { logoutTicket: sid })
  await api.post('/api/auth/logout', undefined, { cookie: cookies })
  expect(await me({ cookie: victim.cookie })).toBe(200)
})

test('G25 a copy of the whole database contains nothing that grants access', async () => {
  const login = await logIn(api, person)
  const next = (await refresh(login.refreshToken)).data
  const inBrowser = await logInWithCookies(api, person)
  await api.post('/api/auth/login', { ...person, password: 'wrong' })
  await api.post('/api/auth/logout', { refreshToken: next.refreshToken })
  const { prisma } = api.opened.database
  const tables = await prisma.$queryRaw<{ name: string }[]>`
    SELECT quote_ident(table_name) AS name FROM information_schema.tables WHERE table_schema = current_schema()`
  const rows = await Promise.all(
    tables.map(({ name }) =>
      prisma.$queryRawUnsafe<{ row: string }[]>(`SELECT row_to_json(t)::text AS row FROM ${name} t`),
    ),
  )
  const dump = rows
    .flat()
    .map(({ row }) => row)
    .join('\n')
  expect(dump).toContain(person.email)
  const tokens = [login, next, inBrowser.data].flatMap((one) =>
    ['accessToken', 'refreshToken', 'logoutTicket'].flatMap((kind) => (one as Record<string, unknown>)[kind] ?? []),
  ) as string[]
  const cookies = inBrowser.cookie.split('; ').map((pair) => pair.slice(pair.indexOf('=') + 1))
  const jtis = [...tokens, ...cookies]
    .flatMap((token) => decodeJwt(token).jti ?? [])
    .filter((jti) => !jti.startsWith('ticket.'))
  expect(jtis.length).toBeGreaterThanOrEqual(3)
  for (const secret of [...tokens, ...cookies, ...jtis, person.password]) {
    expect(dump).not.toContain(secret)
    expect(dump).not.toContain(Buffer.from(secret).toString('hex'))
  }
  const current = jtis.map((jti) => createHash('sha256').update(jti).digest('hex'))
  expect(current.some((hash) => dump.includes(hash))).toBe(true)
})

describe('AUTH_SECRET', () => {
  const [old, fresh] = ['the-old-secret-of-32-bytes-or-more!', 'the-new-secret-of-32-bytes-or-more!']

  test('adding a new secret in front logs nobody out, and removing the old one invalidates its tokens', async () => {
    await using database = await lastingDatabase()
    const start = (secrets: string[]) => startApi({ ...database.env, AUTH_SECRET: secrets.join(',') })
    const logins: BearerLogin[] = []
    {
      await using before = await start([old])
      const somebody = await newPerson(before)
      for (let n = 0; n < 3; n += 1) logins.push(await logIn(before, somebody))
    }
    const [kept, left, ended] = logins as [BearerLogin, BearerLogin, BearerLogin]
    let renewed: BearerLogin
    {
      await using both = await start([fresh, old])
      expect(await me(bearer(kept.accessToken), both)).toBe(200)
      renewed = (await refresh(kept.refreshToken, both)).data
      expect((await both.post('/api/auth/logout', { logoutTicket: ended.logoutTicket })).status).toBe(200)
      expect(await me(bearer(ended.accessToken), both)).toBe(401)
      const { keys } = (await (await both.get('/.well-known/jwks.json')).json()) as { keys: object[] }
      expect(keys).toHaveLength(2)
    }
    await using after = await start([fresh])
    expect(await me(bearer(renewed.accessToken), after)).toBe(200)
    expect((await refresh(renewed.refreshToken, after)).status).toBe(200)
    expect(await me(bearer(left.accessToken), after)).toBe(401)
    expect((await refresh(left.refreshToken, after)).status).toBe(401)
    await after.post('/api/auth/logout', { logoutTicket: left.logoutTicket })
    expect(await after.opened.database.prisma.session.count()).toBe(2)
  })
})
