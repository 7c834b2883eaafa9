/** What users are told when their session is over: the same by page, call and refresh, and different for each reason. */
import { defaultPolicy } from '@campusbite/auth'
import { afterlifeSeconds } from '@campusbite/auth/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { keepEndingsDays } from '../src/housekeeping'
import { logIn, logInWithCookies, newPerson, type Person, type RunningApi } from '../src/testing/index'
import { startTestApi } from './support/start-test-api'

let api: RunningApi
beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api[Symbol.asyncDispose]())

type Cookies = Awaited<ReturnType<typeof logInWithCookies>>
const bearer = (token: string) => ({ Authorization: `Bearer ${token}` })
const refresh = (cookie: string) => api.post('/api/auth/refresh-token', { delivery: 'cookie' }, { cookie })
const byForm = () => ({
  'Content-Type': 'application/x-www-form-urlencoded',
  Origin: api.url,
  Accept: 'text/html',
})
const refreshCookie = (cookie: string) =>
  cookie
    .split('; ')
    .filter((one) => one.includes('-refresh-'))
    .join()

async function byAnotherDevice(_device: Cookies, person: Person): Promise<void> {
  const { accessToken } = await logIn(api, person)
  await api.post('/api/auth/logout-others', undefined, bearer(accessToken))
}

async function byUseOfAnOldToken({ cookie }: Cookies): Promise<void> {
  const { prisma } = api.opened.database
  await refresh(cookie)
  await prisma.session.updateMany({ data: { rotatedAt: new Date(0) } })
  expect((await refresh(refreshCookie(cookie))).status).toBe(401)
}

async function byTime(_device: Cookies, { email }: Person): Promise<void> {
  const { prisma } = api.opened.database
  await prisma.session.updateMany({ where: { user: { email } }, data: { lastUsedAt: new Date(0) } })
}

async function byTimeNoticed(device: Cookies, person: Person): Promise<void> {
  await byTime(device, person)
  await api.opened.tidyUp()
}

async function byItsEnd(_device: Cookies, { email }: Person): Promise<void> {
  const { prisma } = api.opened.database
  await prisma.session.updateMany({ where: { user: { email } }, data: { expiresAt: new Date(0) } })
}

async function byItsEndNoticed(device: Cookies, person: Person): Promise<void> {
  await byItsEnd(device, person)
  await api.opened.tidyUp()
}

async function byAnOperator(_device: Cookies, { email }: Person): Promise<void> {
  const user = await api.opened.auth.operator.userByEmail(email)
  await api.opened.auth.operator.end({ userId: user.id }, 'cli')
}

const ways = [
  ['from another device', byAnotherDevice, 'ended-elsewhere', 'SESSION_ENDED'],
  ['by an operator', byAnOperator, 'ended-elsewhere', 'SESSION_ENDED'],
  ['by use of an old token', byUseOfAnOldToken, 'reused', 'REFRESH_TOKEN_REUSED'],
  ['by its idle limit', byTime, 'expired', 'SESSION_EXPIRED'],
  ['by its idle limit, and tidied up', byTimeNoticed, 'expired', 'SESSION_EXPIRED'],
  ['by its absolute limit', byItsEnd, 'expired', 'SESSION_EXPIRED'],
  ['by its absolute limit, and tidied up', byItsEndNoticed, 'expired', 'SESSION_EXPIRED'],
] as const

/** Where the access token is refused as well, with the reason. */
const noticed = new Set(ways.map(([, end]) => end).filter((end) => end !== byTime && end !== byItsEnd))

describe.each(ways)('a session that was ended %s', (_way, end, notice, code) => {
  let person: Person
  /** Access token and refresh token; the latter alone stands for an expired access token. */
  let cookie: string
  let later: string
  beforeAll(async () => {
    person = await newPerson(api)
    const device = await logInWithCookies(api, person)
    await end(device, person)
    cookie = noticed.has(end) ? device.cookie : refreshCookie(device.cookie)
    later = refreshCookie(device.cookie)
  })

  test(`G32 a page redirects to the login page with the notice ${notice}`, async () => {
    for (const jar of [cookie, later]) {
      const admission = await api.opened.api.runtime.admit({ cookie: jar, host: new URL(api.url).host })
      expect(admission.session).toBeNull()
      expect(admission.setCookies.join('\n')).toMatch(new RegExp(`__Host-campusbite-notice=${notice};(?!.*HttpOnly)`))
    }
  })

  test('G32 the login page shows it once', async () => {
    const admission = await api.opened.api.runtime.admit({ cookie, host: new URL(api.url).host }, { atLogin: true })
    expect(admission.cookie).toBe(`__Host-campusbite-notice=${notice}`)
    expect(admission.setCookies.join()).not.toContain('campusbite-notice')
  })

  test(`G32 a call and a refresh get ${code}`, async () => {
    if (noticed.has(end)) {
      const call = await api.get('/api/trpc/auth.me', { cookie })
      expect(call.headers.getSetCookie().join()).toContain('campusbite-refresh')
      expect(call.headers.getSetCookie().join()).toContain(`campusbite-notice=${notice};`)
      expect(await call.json()).toMatchObject({ error: { data: { appCode: code, httpStatus: 401 } } })
    }
    const renewal = await api.post('/api/trpc/auth.refresh', { delivery: 'cookie' }, { cookie: later })
    expect(await renewal.json()).toMatchObject({ error: { data: { appCode: code, httpStatus: 401 } } })
  })
})

test('G18 G32 a refresh cookie outlives its session for a while, good only to learn that it has ended', async () => {
  const { setCookies, cookie, data } = await logInWithCookies(api, await newPerson(api))
  const lifeOf = (kind: string) =>
    Number(setCookies.find((one) => one.includes(`-${kind}-`))?.match(/; Max-Age=(\d+)/)?.[1])
  const sessionSeconds = defaultPolicy.sessionSeconds
  expect(lifeOf('refresh')).toBeGreaterThan(sessionSeconds + afterlifeSeconds - 60)
  expect(lifeOf('refresh')).toBeLessThanOrEqual(sessionSeconds + afterlifeSeconds)
  expect(lifeOf('access')).toBe(data.expiresIn)
  await api.opened.database.prisma.session.updateMany({ data: { expiresAt: new Date(0) } })
  const { host } = new URL(api.url)
  const left = refreshCookie(cookie)
  expect((await api.get('/api/auth/me', { cookie: left })).status).toBe(401)
  const answer = await refresh(left)
  expect([answer.status, await answer.json()]).toEqual([
    401,
    { success: false, message: 'Your session has expired. Log in again.' },
  ])
  const admission = await api.opened.api.runtime.admit({ cookie: left, host })
  expect(admission).toMatchObject({ session: null, cookie: '' })
  expect(admission.setCookies.join('\n')).toMatch(/-refresh-\w+=; Max-Age=0;/)
})

test('the record of an ending is kept longer than the cookie that needs it', () => {
  expect(keepEndingsDays * 24 * 3600).toBeGreaterThan(afterlifeSeconds)
})

test('G16 a different user who logs in after an expired session is not taken to where its user was', async () => {
  const last = await newPerson(api)
  const device = await logInWithCookies(api, last)
  await byTimeNoticed(device, last)
  const { host } = new URL(api.url)
  const { admit } = api.opened.api.runtime
  const [lastUser = ''] = (await admit({ cookie: device.cookie, host })).setCookies
    .filter((one) => one.startsWith('__Host-campusbite-last-user='))
    .map((one) => one.split(';', 1)[0] ?? '')
  const [same, other] = [await logInWithCookies(api, last), await logInWithCookies(api, await newPerson(api))]
  const back = await admit({ cookie: `${same.cookie}; ${lastUser}`, host }, { atLogin: true })
  expect(back).toMatchObject({ another: false, session: expect.anything() })
  const anew = await admit({ cookie: `${other.cookie}; ${lastUser}`, host }, { atLogin: true })
  expect(anew.another).toBe(true)
  for (const { setCookies } of [back, anew]) expect(setCookies.join()).toContain('campusbite-last-user=; Max-Age=0')
})

test("a logout leaves no trace of the session's user", async () => {
  const { cookie } = await logInWithCookies(api, await newPerson(api))
  await api.post('/api/auth/logout', undefined, { cookie })
  const late = await api.get('/api/auth/me', { cookie })
  expect([late.status, late.headers.getSetCookie().join().includes('campusbite-notice')]).toEqual([401, false])
  const { setCookies } = await api.opened.api.runtime.admit({ cookie, host: new URL(api.url).host })
  expect(setCookies.join()).not.toContain('last-user')
  expect(setCookies.join()).toContain('campusbite-notice=logged-out;')
})

test('a registration without JavaScript says that the account was created', async () => {
  const form = new URLSearchParams({ name: 'Ada', email: 'ada-by-form@campus.test', password: 'correct horse' })
  const answer = await api.post('/api/auth/register', form.toString(), byForm())
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/login?next=%2F'])
  expect(answer.headers.getSetCookie().join()).toContain('__Host-campusbite-notice=account-created;')
})

test("G23 a form's notice for the login page is unreadable to script, and that page consumes it", async () => {
  const { cookie } = await logInWithCookies(api, await newPerson(api))
  const form = new URLSearchParams({ name: 'Bo', email: 'bo-by-form@campus.test', password: 'correct horse' })
  const answers = [
    await api.post('/api/auth/logout', '', { ...byForm(), cookie }),
    await api.post('/api/auth/register', form.toString(), byForm()),
  ]
  for (const set of answers.map(({ headers }) => headers.getSetCookie())) {
    for (const one of set) expect(one).toMatch(/^__Host-.*; Path=\/;.* HttpOnly; Secure; SameSite=Lax/)
    const notice = set.find((one) => one.startsWith('__Host-campusbite-notice=')) ?? ''
    // In case the page is never requested: a script could not overwrite it.
    expect(Number(/; Max-Age=(\d+)/.exec(notice)?.[1])).toBeLessThanOrEqual(10)
    const jar = { cookie: notice.split(';', 1)[0], host: new URL(api.url).host }
    const { setCookies } = await api.opened.api.runtime.admit(jar, { atLogin: true })
    expect(setCookies).toEqual([
      expect.stringMatching(/^__Host-campusbite-notice=; Max-Age=0; Path=\/;.* HttpOnly; Secure; SameSite=Lax/),
    ])
  }
})
