/** G25: the log says what happened and contains no credential, whatever happens and wherever a credential was put. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createLog } from '../src/log'
import { logIn, logInWithCookies, newPerson, type Person, type RunningApi } from '../src/testing/index'
import { startTestApi } from './support/start-test-api'

interface Line {
  level: number
  event?: string
  requestId?: string
  route?: string
  sid?: string
  reason?: string
  status?: number
  msg: string
}

const written: string[] = []
const lines = () => written.map((line): Line => JSON.parse(line))
let api: RunningApi
/** Every credential that was sent or received. */
const secrets = new Set<string>()
let person: Person
let sids: string[]

beforeAll(async () => {
  api = await startTestApi({}, createLog('debug', { write: (line) => written.push(line) }))
  person = await newPerson(api)
  sids = await scenario()
})
afterAll(() => api[Symbol.asyncDispose]())

const bearer = (token: string) => ({ Authorization: `Bearer ${token}` })
const keep = (...more: string[]) => {
  for (const secret of more) secrets.add(secret)
}
const keepCookies = (response: Response | { setCookies: string[] }) => {
  const set = 'setCookies' in response ? response.setCookies : response.headers.getSetCookie()
  keep(...set.flatMap((one) => /^[^=]+=([^;]{20,})/.exec(one)?.[1] ?? []))
}
const sidOf = (ticket: string): string =>
  JSON.parse(Buffer.from(ticket.split('.')[1] ?? '', 'base64url').toString()).sid

async function newLogin() {
  const login = await logIn(api, person)
  keep(login.accessToken, login.refreshToken, login.logoutTicket)
  return { ...login, sid: sidOf(login.logoutTicket) }
}

async function refreshed(refreshToken: string): Promise<string> {
  const { data } = (await (await api.post('/api/auth/refresh-token', { refreshToken })).json()) as {
    data: { accessToken: string; refreshToken: string; logoutTicket: string }
  }
  keep(data.accessToken, data.refreshToken, data.logoutTicket)
  return data.refreshToken
}

/** @returns the sid of each session that it ended */
async function scenario(): Promise<string[]> {
  keep(person.password)
  const [out, reused, left, other] = [await newLogin(), await newLogin(), await newLogin(), await newLogin()]
  await api.get('/api/auth/me', bearer(out.accessToken))
  await refreshed(out.refreshToken)
  await api.post('/api/auth/logout', { logoutTicket: out.logoutTicket }, bearer(out.accessToken))
  await api.get('/api/auth/me', bearer(out.accessToken))
  await refreshed(await refreshed(reused.refreshToken))
  await api.post('/api/auth/refresh-token', { refreshToken: reused.refreshToken })
  const inBrowser = await logInWithCookies(api, person)
  keepCookies(inBrowser)
  keep(inBrowser.data.logoutTicket)
  const { cookie } = inBrowser
  keepCookies(await api.post('/api/auth/refresh-token', { delivery: 'cookie' }, { cookie }))
  await api.post('/api/auth/logout', undefined, { cookie })
  await inAllTheWrongPlaces([left.accessToken, left.refreshToken, left.logoutTicket, person.password])
  await whileTheDatabaseFails(left)
  const { prisma } = api.opened.database
  await prisma.rateLimit.deleteMany()
  const change = { currentPassword: person.password, newPassword: 'a password of another kind' }
  keep(change.newPassword)
  await api.post('/api/auth/change-password', change, bearer(left.accessToken))
  await api.delete('/api/auth/account', { password: change.newPassword }, bearer(left.accessToken))
  return [out.sid, reused.sid, sidOf(inBrowser.data.logoutTicket), other.sid, left.sid]
}

async function inAllTheWrongPlaces(given: string[]): Promise<void> {
  for (const secret of given.map(encodeURIComponent)) {
    await api.get(`/api/auth/me?access_token=${secret}`, { Referer: `http://localhost/?token=${secret}` })
    await api.get(`/api/trpc/${secret}`)
    await api.get(`/api/${secret}`, { Authorization: `Basic ${secret}`, 'User-Agent': secret })
    await api.post(`/api/trpc/auth.me,${secret}?batch=1`, { 0: secret })
    await api.post('/api/auth/login', { email: secret, password: secret })
    await api.post('/api/auth/login', { email: person.email, password: `${secret} ` })
    await api.post('/api/auth/logout', `{"refreshToken": ${secret}`, { Origin: `http://${secret}.test` })
    await api.get('/api/auth/me', { Cookie: `__Host-campusbite-access-0123456789ab=${secret}` })
    await fetch(`${api.url}/api/auth/sessions/${secret}`, { method: 'DELETE' })
  }
}

async function whileTheDatabaseFails(login: { accessToken: string; refreshToken: string; logoutTicket: string }) {
  const { prisma } = api.opened.database
  await prisma.$executeRawUnsafe('ALTER TABLE session RENAME TO session_away')
  await prisma.$executeRawUnsafe('ALTER TABLE user_account RENAME TO user_account_away')
  const { refreshToken, logoutTicket, accessToken } = login
  await api.post('/api/auth/refresh-token', { refreshToken })
  await api.post('/api/auth/logout', { logoutTicket })
  await api.get('/api/auth/sessions', bearer(accessToken))
  await api.post('/api/auth/login', { email: person.email, password: person.password })
  await api.post('/api/auth/register', { name: 'Somebody', email: 'new@campus.test', password: person.password })
  await fetch(`${api.url}/api/auth/sessions/${logoutTicket}`, { method: 'DELETE', headers: bearer(accessToken) })
  await prisma.$executeRawUnsafe('ALTER TABLE session_away RENAME TO session')
  await prisma.$executeRawUnsafe('ALTER TABLE user_account_away RENAME TO user_account')
}

test('G25 the log contains no token, password, cookie or ticket, not even 20 characters of one', () => {
  const text = written.join('')
  expect(written.length).toBeGreaterThan(50)
  expect(secrets.size).toBeGreaterThan(15)
  for (const secret of secrets) {
    for (let at = 0; at === 0 || at + 20 <= secret.length; at += 1)
      expect(text).not.toContain(secret.slice(at, at + 20))
  }
  expect(text).not.toContain(person.email)
})

describe('the log', () => {
  test('has one line for each session that starts or ends, with the reason', () => {
    for (const sid of sids) {
      const of = lines().filter((line) => line.sid === sid && line.event)
      expect(of.filter(({ event }) => event === 'session_created')).toHaveLength(1)
      expect(of.filter(({ event }) => event === 'session_expired' || event === 'authn_token_reuse')).toHaveLength(1)
    }
    const reasons = sids.map((sid) => lines().find((line) => line.sid === sid && line.reason)?.reason)
    expect(reasons).toEqual(['logout', 'reuse', 'logout', 'password-change', 'account-deleted'])
  })

  test('reports token reuse as a warning, which the default level shows', () => {
    expect(lines().find(({ event }) => event === 'authn_token_reuse')?.level).toBe(40)
  })

  test.each([
    'authn_login_fail',
    'session_use_after_expire',
    'input_validation_fail',
    'authn_password_change',
    'user_created',
    'user_deleted',
  ])('%s', (event) => {
    expect(lines().map((line) => line.event)).toContain(event)
  })

  test("has one line per request, with the response's request id and our route name", async () => {
    const response = await api.get('/api/auth/sessions/whatever-a-stranger-writes')
    const id = response.headers.get('x-request-id')
    expect(lines().filter(({ requestId }) => requestId === id)).toMatchObject([
      { msg: 'request', method: 'GET', route: 'unknown', status: 405 },
    ])
  })

  test("reports an internal failure as an error, with the response's request id", () => {
    const errors = lines().filter(({ level }) => level === 50)
    expect(errors.length).toBeGreaterThanOrEqual(5)
    for (const { requestId, route } of errors) {
      // 503 if it is unknown whether the caller's session is alive: its logout may have reached the database.
      expect([500, 503]).toContain(
        lines().find((line) => line.requestId === requestId && line.msg === 'request')?.status,
      )
      expect(route).not.toBe('unknown')
    }
  })
})
