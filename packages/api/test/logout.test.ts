/** What ends a session, what does not, and what remains: cookies, bearer tokens, tickets. */
import { cookieTag } from '@campusbite/auth/contract'
import { decodeJwt } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { logIn, logInWithCookies, newPerson, type Person, type RunningApi } from '../src/testing/index'
import { sendRaw } from './support/raw-request'
import { startTestApi } from './support/start-test-api'

let api: RunningApi
let person: Person
beforeAll(async () => {
  api = await startTestApi()
  person = await newPerson(api)
})
afterAll(() => api[Symbol.asyncDispose]())

const bearer = (token: string) => ({ Authorization: `Bearer ${token}` })
const me = async (headers: Record<string, string>) => (await api.get('/api/auth/me', headers)).status

describe('a logout names its session by', () => {
  test('G12 its ticket, which can do nothing else', async () => {
    const { logoutTicket, accessToken } = await logIn(api, person)
    expect((await api.post('/api/auth/refresh-token', { refreshToken: logoutTicket })).status).toBe(401)
    expect(await me(bearer(logoutTicket))).toBe(401)
    expect(await me(bearer(accessToken))).toBe(200)
    expect((await api.post('/api/auth/logout', { logoutTicket })).status).toBe(200)
    expect(await me(bearer(accessToken))).toBe(401)
  })

  test('G12 a valid access token, if the body names nothing', async () => {
    const { accessToken } = await logIn(api, person)
    expect((await api.post('/api/auth/logout', undefined, bearer(accessToken))).status).toBe(200)
    expect(await me(bearer(accessToken))).toBe(401)
  })

  test("G03 the request's cookies, if the body names nothing; the whole jar is refused afterwards", async () => {
    const { cookie } = await logInWithCookies(api, person)
    expect(await me({ cookie })).toBe(200)
    expect((await api.post('/api/auth/logout', {}, { cookie })).status).toBe(200)
    expect(await me({ cookie })).toBe(401)
    expect((await api.post('/api/auth/refresh-token', { delivery: 'cookie' }, { cookie })).status).toBe(401)
  })

  test("G16 a ticket ends only its own session and leaves the next one's cookies alone", async () => {
    const last = await logInWithCookies(api, person)
    const next = await logInWithCookies(api, await newPerson(api))
    const late = await api.post('/api/auth/logout', { logoutTicket: last.data.logoutTicket }, { cookie: next.cookie })
    expect(late.status).toBe(200)
    const names = next.setCookies.map((one) => one.split('=', 1)[0])
    for (const name of names) expect(late.headers.getSetCookie().join()).not.toContain(name)
    expect(await me({ cookie: last.cookie })).toBe(401)
    expect(await me({ cookie: next.cookie })).toBe(200)
  })

  test('G12 a tombstone that could not be honoured is not a success, and the session ends with the next request', async () => {
    const { cookie, data } = await logInWithCookies(api, person)
    const { sid } = decodeJwt<{ sid: string }>(data.logoutTicket)
    const jar = `${cookie}; __Host-campusbite-tombstone-${cookieTag(sid)}=${sid}`
    const { prisma } = api.opened.database
    await prisma.$executeRawUnsafe('ALTER TABLE session RENAME TO session_away')
    try {
      expect((await api.post('/api/auth/logout', undefined, { cookie: jar })).status).toBe(500)
      expect(await me({ cookie: jar })).toBe(401)
    } finally {
      await prisma.$executeRawUnsafe('ALTER TABLE session_away RENAME TO session')
    }
    expect(await prisma.session.count({ where: { sid } })).toBe(1)
    const next = await api.get('/api/auth/me', { cookie: jar })
    expect(next.status).toBe(401)
    expect(next.headers.getSetCookie().join()).toContain(`tombstone-${cookieTag(sid)}=; Max-Age=0`)
    expect(await prisma.session.count({ where: { sid } })).toBe(0)
  })

  test('G12 a ticket and a refresh token: each ends its own session', async () => {
    const [one, other] = [await logIn(api, person), await logIn(api, person)]
    const named = { logoutTicket: one.logoutTicket, refreshToken: other.refreshToken }
    expect((await api.post('/api/auth/logout', named)).status).toBe(200)
    for (const { accessToken } of [one, other]) expect(await me(bearer(accessToken))).toBe(401)
    const third = await logIn(api, person)
    const half = { logoutTicket: 'of another time', refreshToken: third.refreshToken }
    expect((await api.post('/api/auth/logout', half)).status).toBe(200)
    expect(await me(bearer(third.accessToken))).toBe(401)
  })

  test.each([
    ['nothing', undefined, {}],
    ['a refresh token that cannot be read', { refreshToken: 'garbage' }, {}],
    ['a bearer that cannot be read', undefined, bearer('garbage')],
  ])('G07 G12 nothing usable (%s), so every session of the browser ends', async (_, body, headers) => {
    const logins = await Promise.all(Array.from({ length: 6 }, () => logInWithCookies(api, person)))
    const jar = logins.map(({ cookie }) => cookie).join('; ')
    const answer = await api.post('/api/auth/logout', body, { cookie: jar, ...headers })
    expect(answer.status).toBe(200)
    const gone = answer.headers.getSetCookie().map((one) => one.split('=', 1)[0])
    for (const { cookie, setCookies } of logins) {
      expect(await me({ cookie })).toBe(401)
      for (const one of setCookies) expect(gone).toContain(one.split('=', 1)[0])
    }
  })

  test('G16 an unreadable ticket ends nothing', async () => {
    const next = await logInWithCookies(api, person)
    const late = await api.post('/api/auth/logout', { logoutTicket: 'of another time' }, { cookie: next.cookie })
    expect(late.status).toBe(200)
    expect(late.headers.getSetCookie()).toEqual([])
    expect(await me({ cookie: next.cookie })).toBe(200)
  })
})

describe('cookies', () => {
  test('G23 every cookie is __Host-, Secure, HttpOnly, SameSite, path /, without a domain', async () => {
    const { setCookies, cookie } = await logInWithCookies(api, person)
    const cleared = (await api.post('/api/auth/logout', {}, { cookie })).headers.getSetCookie()
    expect(setCookies).toHaveLength(2)
    for (const one of [...setCookies, ...cleared]) {
      expect(one).toMatch(/^__Host-/)
      for (const attribute of [/; Path=\/(;|$)/, /; HttpOnly/, /; Secure/, /; SameSite=Lax/])
        expect(one).toMatch(attribute)
      expect(one).not.toMatch(/domain/i)
    }
  })

  test('G23 no cookie exceeds the size that every browser accepts', async () => {
    const { setCookies } = await logInWithCookies(api, person)
    for (const one of setCookies) expect(one.slice(0, one.indexOf(';')).length).toBeLessThan(4096 / 2)
  })

  test('G07 a deletion mirrors the setting: same name, path, Secure, HttpOnly, SameSite', async () => {
    const { setCookies, cookie } = await logInWithCookies(api, person)
    const cleared = (await api.post('/api/auth/logout', {}, { cookie })).headers.getSetCookie()
    const shape = (one: string) => one.replace(/=[^;]*/, '').replace(/; (Max-Age|Expires)=[^;]*/g, '')
    for (const set of setCookies) expect(cleared.map(shape)).toContain(shape(set))
    for (const one of cleared) expect(one).toMatch(/^[^=]+=; Max-Age=0;/)
  })

  test('G25 in cookie mode the body contains no token except the ticket', async () => {
    const { data, cookie } = await logInWithCookies(api, person)
    expect(Object.keys(data).sort()).toEqual(['expiresIn', 'logoutTicket', 'user'])
    const refreshed = await api.post('/api/auth/refresh-token', { delivery: 'cookie' }, { cookie })
    const body = (await refreshed.json()) as { data: { user?: object } }
    expect(Object.keys(body.data).sort()).toEqual(['expiresIn', 'logoutTicket', 'user'])
    expect(body.data.user).toEqual(data.user)
  })

  test('G25 a refresh cookie is never exchanged for tokens in the body', async () => {
    const { cookie } = await logInWithCookies(api, person)
    const response = await api.post('/api/auth/refresh-token', {}, { cookie })
    expect(response.status).toBe(400)
    const message = 'Refresh token is required.'
    expect(await response.json()).toEqual({ success: false, message, errors: [{ path: 'refreshToken', message }] })
  })

  test("G16 a refresh refused for its body's token leaves another session's cookies alone", async () => {
    const { refreshToken } = await logIn(api, person)
    await api.post('/api/auth/logout', { refreshToken })
    const { cookie } = await logInWithCookies(api, person)
    for (const late of [refreshToken, 'garbage']) {
      const input = { refreshToken: late, delivery: 'cookie' }
      const refused = await api.post('/api/auth/refresh-token', input, { cookie })
      expect([refused.status, refused.headers.getSetCookie()]).toEqual([401, []])
    }
  })

  test("G21 login starts a new session and ends the browser's previous one", async () => {
    const held = await logInWithCookies(api, person)
    const { email, password } = person
    const again = await api.post('/api/auth/login', { email, password, delivery: 'cookie' }, { cookie: held.cookie })
    expect(again.status).toBe(200)
    expect(await me({ cookie: held.cookie })).toBe(401)
  })

  test('G21 login ends every session that the browser holds', async () => {
    const held = await Promise.all(Array.from({ length: 6 }, () => logInWithCookies(api, person)))
    const { email, password } = person
    const jar = { cookie: held.map(({ cookie }) => cookie).join('; ') }
    expect((await api.post('/api/auth/login', { email, password, delivery: 'cookie' }, jar)).status).toBe(200)
    for (const { cookie } of held) expect(await me({ cookie })).toBe(401)
  })
})

describe('doors', () => {
  test.each(['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'DELETE'])('G13 %s never logs out', async (method) => {
    const { cookie } = await logInWithCookies(api, person)
    const response = await fetch(`${api.url}/api/auth/logout`, {
      method,
      headers: { cookie, 'Sec-Purpose': 'prefetch' },
    })
    expect(response.status).toBe(405)
    expect(response.headers.get('allow')).toContain('POST')
    expect(await me({ cookie })).toBe(200)
  })

  test('G13 tRPC refuses a mutation by GET', async () => {
    const { cookie } = await logInWithCookies(api, person)
    const response = await api.get('/api/trpc/auth.logout', { cookie })
    expect(response.status).toBe(405)
    expect(response.headers.get('allow')).toBe('POST')
    expect(await me({ cookie })).toBe(200)
  })

  const types = [
    'application/json',
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
  ]
  const strangers: Record<string, string>[] = [
    { Origin: 'https://evil.test' },
    { Origin: 'null' },
    { 'Sec-Fetch-Site': 'cross-site' },
    { 'Sec-Fetch-Site': 'same-site' },
  ]
  test.each(types)('G13 a cross-site POST of %s does nothing', async (type) => {
    const { cookie } = await logInWithCookies(api, person)
    for (const stranger of strangers) {
      for (const path of ['/api/auth/logout', '/api/trpc/auth.logout']) {
        const response = await api.post(path, '{}', { cookie, 'Content-Type': type, ...stranger })
        expect(response.status).toBe(403)
        expect(response.headers.getSetCookie()).toEqual([])
      }
    }
    expect(await me({ cookie })).toBe(200)
  })

  test("G13 the app's own form works without JavaScript", async () => {
    const { cookie } = await logInWithCookies(api, person)
    const form = { cookie, 'Content-Type': 'application/x-www-form-urlencoded', Origin: api.url, Accept: 'text/html' }
    const response = await api.post('/api/auth/logout', '', form)
    expect(response.status).toBe(303)
    expect(response.headers.get('location')).toBe('/login')
    expect(response.headers.getSetCookie().filter((one) => /Max-Age=0/.test(one)).length).toBeGreaterThanOrEqual(2)
    expect(await me({ cookie })).toBe(401)
  })

  test("G12 curl with a cookie jar and an empty body gets JSON; a browser's headers make it a form", async () => {
    const path = '/api/auth/logout'
    const post = async (headers: Record<string, string>) => {
      const { cookie } = await logInWithCookies(api, person)
      const asForm = {
        Host: new URL(api.url).host,
        Cookie: cookie,
        'Content-Type': 'application/x-www-form-urlencoded',
        Accept: '*/*',
      }
      const { status, body } = await sendRaw(api.url, {
        method: 'POST',
        path,
        headers: { ...asForm, ...headers },
        body: '',
      })
      return { status, body, me: await me({ cookie }) }
    }
    const json = '{"success":true,"message":"Logged out successfully."}'
    expect(await post({})).toEqual({ status: 200, body: json, me: 401 })
    for (const header of [{ Origin: api.url }, { Accept: 'text/html,*/*;q=0.8' }, { 'Sec-Fetch-Mode': 'navigate' }]) {
      expect([header, await post(header)]).toEqual([header, { status: 303, body: '', me: 401 }])
    }
  })

  test('G12 a form that names a session ends it', async () => {
    const { refreshToken, accessToken } = await logIn(api, person)
    const form = { 'Content-Type': 'application/x-www-form-urlencoded', Origin: api.url, Accept: 'text/html' }
    const body = new URLSearchParams({ refreshToken }).toString()
    expect((await api.post('/api/auth/logout', body, form)).status).toBe(303)
    expect(await me(bearer(accessToken))).toBe(401)
  })

  test('G12 a form post that fails says so in plain words', async () => {
    const { cookie } = await logInWithCookies(api, person)
    const form = { cookie, 'Content-Type': 'application/x-www-form-urlencoded', Origin: api.url, Accept: 'text/html' }
    const { prisma } = api.opened.database
    await prisma.$executeRawUnsafe('ALTER TABLE session RENAME TO session_away')
    try {
      const response = await api.post('/api/auth/logout', '', form)
      expect(response.status).toBe(500)
      expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8')
      expect(await response.text()).toMatch(/logged out of this browser, but your session has not been ended/)
      expect(response.headers.getSetCookie().filter((one) => /Max-Age=0/.test(one)).length).toBeGreaterThanOrEqual(2)
    } finally {
      await prisma.$executeRawUnsafe('ALTER TABLE session_away RENAME TO session')
    }
  })

  test.each(['PUT', 'DELETE', 'PATCH'])(
    '405 for %s lists the allowed methods, over tRPC as over REST',
    async (method) => {
      for (const path of ['/api/trpc/auth.logout', '/api/auth/logout']) {
        const response = await fetch(api.url + path, { method })
        expect([response.status, response.headers.get('allow')]).toEqual([405, expect.stringContaining('POST')])
      }
    },
  )
})

describe('scopes', () => {
  test('G14 "others" spares this session, "everywhere" spares none, and both return how many', async () => {
    const who = await newPerson(api)
    const [here, there, third] = [await logIn(api, who), await logIn(api, who), await logIn(api, who)]
    const others = await api.post('/api/auth/logout-others', undefined, bearer(here.accessToken))
    expect(await others.json()).toMatchObject({ data: { ended: 2 } })
    expect(await me(bearer(here.accessToken))).toBe(200)
    for (const other of [there, third]) expect(await me(bearer(other.accessToken))).toBe(401)
    await logIn(api, who)
    const everywhere = await api.post('/api/auth/logout-everywhere', undefined, bearer(here.accessToken))
    expect(await everywhere.json()).toMatchObject({ data: { ended: 2 } })
    expect(await me(bearer(here.accessToken))).toBe(401)
  })

  test("G14 no user can end another's session, and nothing is revealed", async () => {
    const [mine, theirs] = [await logIn(api, person), await logIn(api, await newPerson(api))]
    const list = await api.get('/api/auth/sessions', bearer(theirs.accessToken))
    const { data } = (await list.json()) as { data: { id: string }[] }
    const tried = await api.delete(`/api/auth/sessions/${data[0]?.id}`, undefined, bearer(mine.accessToken))
    const unknown = await api.delete('/api/auth/sessions/nothing-there', undefined, bearer(mine.accessToken))
    expect([tried.status, await tried.text()]).toEqual([unknown.status, await unknown.text()])
    expect(await me(bearer(theirs.accessToken))).toBe(200)
  })

  test('G19 a password change ends the other sessions, an account deletion all', async () => {
    const who = await newPerson(api)
    const [here, there] = [await logIn(api, who), await logIn(api, who)]
    const change = { currentPassword: who.password, newPassword: 'another fine password' }
    expect((await api.post('/api/auth/change-password', change, bearer(here.accessToken))).status).toBe(200)
    expect(await me(bearer(there.accessToken))).toBe(401)
    expect(await me(bearer(here.accessToken))).toBe(200)
    const gone = await api.delete('/api/auth/account', { password: 'another fine password' }, bearer(here.accessToken))
    expect(gone.status).toBe(200)
    expect(await me(bearer(here.accessToken))).toBe(401)
    expect((await api.post('/api/auth/login', { email: who.email, password: 'another fine password' })).status).toBe(
      401,
    )
  })
})
