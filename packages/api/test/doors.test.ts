/** Which requests are accepted, and with which cookies: by PUBLIC_URL, host, origin and address. */
import { afterEach, describe, expect, test } from 'vitest'
import { clientAddress } from '../src/http/client-address'
import { throttleLimits } from '../src/login-throttle'
import { restRoutes } from '../src/rest/routes'
import { logIn, newPerson, type Person, type RunningApi } from '../src/testing/index'
import { procedurePaths } from './support/every-call'
import { sendRaw } from './support/raw-request'
import { startTestApi } from './support/start-test-api'

let api: RunningApi
const start = async (env: Record<string, string> = {}) => {
  api = await startTestApi(env)
  opened.push(api)
  return newPerson(api)
}
const opened: RunningApi[] = []
afterEach(() => opened.pop()?.[Symbol.asyncDispose]())

const json = { 'Content-Type': 'application/json' }
const cookieLogin = ({ email, password }: Person, headers: Record<string, string>) =>
  sendRaw(api.url, {
    method: 'POST',
    path: '/api/auth/login',
    headers: { ...json, ...headers },
    body: JSON.stringify({ email, password, delivery: 'cookie' }),
  })
const cookiesOf = ({ headers }: { headers: NodeJS.Dict<string | string[]> }) => [headers['set-cookie'] ?? []].flat()

const jarOf = (answer: Parameters<typeof cookiesOf>[0]) =>
  cookiesOf(answer)
    .map((one) => one.split(';', 1)[0])
    .join('; ')

describe('G23 by PUBLIC_URL', () => {
  test('https: Secure and __Host- whatever the Host header, and only that origin is our own', async () => {
    const person = await start({ PUBLIC_URL: 'https://campusbite.example' })
    const answer = await cookieLogin(person, { Host: 'inside.lan:3000', Origin: 'https://campusbite.example' })
    expect(answer.status).toBe(200)
    for (const cookie of cookiesOf(answer))
      expect(cookie).toMatch(/^__Host-.*; Path=\/; HttpOnly; Secure; SameSite=Lax/)
    const { headers } = await api.post('/api/auth/logout')
    expect(headers.get('Strict-Transport-Security')).toBe('max-age=31536000')
    for (const Origin of [
      'http://campusbite.example',
      api.url,
      'https://campusbite.example:8443',
      'https://x.campusbite.example',
    ]) {
      expect((await cookieLogin(person, { Origin })).status).toBe(403)
    }
  })

  test('plain http, not on localhost: browsers accept neither Secure nor __Host- there', async () => {
    const person = await start({ PUBLIC_URL: 'http://campus.lan' })
    const answer = await cookieLogin(person, { Origin: 'http://campus.lan' })
    for (const cookie of cookiesOf(answer)) {
      expect(cookie).toMatch(/^campusbite-\w+-[0-9a-f]{12}=.*; Path=\/; HttpOnly; SameSite=Lax/)
      expect(cookie).not.toMatch(/Secure|__Host-/)
    }
    expect(answer.headers).not.toHaveProperty('strict-transport-security')
  })
})

describe('G23 without PUBLIC_URL', () => {
  test('the Host header decides, and a deletion mirrors the setting', async () => {
    const person = await start()
    const hosts = [
      ['localhost:3000', true],
      ['127.0.0.1:3000', true],
      ['[::1]:3000', true],
      ['campus.lan:3000', false],
    ] as const
    for (const [Host, secure] of hosts) {
      const answer = await cookieLogin(person, { Host, Origin: `http://${Host}` })
      expect([Host, answer.status, cookiesOf(answer).length]).toEqual([Host, 200, 2])
      for (const cookie of cookiesOf(answer)) {
        expect([cookie.startsWith('__Host-'), cookie.includes('; Secure')]).toEqual([secure, secure])
      }
      const headers = { Host, Cookie: jarOf(answer) }
      const out = await sendRaw(api.url, { method: 'POST', path: '/api/auth/logout', headers })
      const shape = (one: string) => one.replace(/=[^;]*/, '').replace(/; (Max-Age|Expires)=[^;]*/g, '')
      for (const set of cookiesOf(answer)) expect(cookiesOf(out).map(shape)).toContain(shape(set))
      expect((await sendRaw(api.url, { method: 'GET', path: '/api/auth/me', headers })).status).toBe(401)
    }
  })

  test.each([
    ['before', (jar: string, strange: string) => `${strange}; ${jar}`],
    ['behind', (jar: string, strange: string) => `${jar}; ${strange}`],
  ])('G12 a foreign cookie of the same name %s ours does not keep a session from being ended', async (_, join) => {
    const person = await start()
    const Host = 'campus.lan:3000'
    const jar = jarOf(await cookieLogin(person, { Host, Origin: `http://${Host}` }))
    const Cookie = join(jar, jar.replaceAll(/=[^;]*/g, '=strange'))
    const out = await sendRaw(api.url, { method: 'POST', path: '/api/auth/logout', headers: { Host, Cookie } })
    expect(out.status).toBe(200)
    const headers = { Host, Cookie: jar }
    expect((await sendRaw(api.url, { method: 'GET', path: '/api/auth/me', headers })).status).toBe(401)
  })

  test('a cookie without the prefix is ignored if the prefix is available', async () => {
    const person = await start()
    const { accessToken } = await logIn(api, person)
    const Cookie = `campusbite-access-0123456789ab=${accessToken}`
    expect((await api.get('/api/auth/me', { Cookie })).status).toBe(401)
    expect((await api.get('/api/auth/me', { Cookie: `__Host-${Cookie}` })).status).toBe(200)
  })
})

test('G13 preflights let an allowed origin call every route and procedure with bearer tokens, never with cookies', async () => {
  const [allowed, foreign] = ['https://spa.example', 'https://evil.example']
  const person = await start({ ALLOWED_ORIGINS: allowed })
  const paths = [
    ...restRoutes.map(({ method, path }) => [method, path]),
    ...procedurePaths.map((path) => ['POST', `/api/trpc/${path}`]),
  ]
  for (const [method = '', path = ''] of paths) {
    const asked = (Origin: string) =>
      fetch(api.url + path.replace('{id}', 'x'), {
        method: 'OPTIONS',
        headers: {
          Origin,
          'Access-Control-Request-Method': method,
          'Access-Control-Request-Headers': 'authorization,content-type',
        },
      })
    const [yes, no] = [await asked(allowed), await asked(foreign)]
    expect([path, yes.status, yes.headers.get('access-control-allow-origin')]).toEqual([path, 204, allowed])
    expect(yes.headers.get('access-control-allow-methods')).toContain(method)
    expect(yes.headers.get('access-control-allow-headers')).toMatch(/Authorization, Content-Type/)
    for (const answer of [yes, no]) expect(answer.headers.get('access-control-allow-credentials')).toBeNull()
    expect(no.headers.get('access-control-allow-origin')).toBeNull()
    expect(no.headers.get('access-control-allow-methods')).toBeNull()
  }
  const login = await logIn(api, person)
  const me = await api.get('/api/auth/me', { Origin: allowed, Authorization: `Bearer ${login.accessToken}` })
  expect([me.status, me.headers.get('access-control-allow-origin')]).toEqual([200, allowed])
  expect((await cookieLogin(person, { Origin: allowed })).status).toBe(403)
})

test("G13 an allowed origin can end the session it names, but not the cookies' session, and is told no success for that", async () => {
  const Origin = 'https://spa.example'
  const person = await start({ ALLOWED_ORIGINS: Origin })
  const Cookie = jarOf(await cookieLogin(person, {}))
  const logouts = async (body: object, headers: Record<string, string>) => [
    (await api.post('/api/auth/logout', body, headers)).status,
    (await api.post('/api/trpc/auth.logout', body, headers)).status,
  ]
  const nothing = [{}, { refreshToken: null, logoutTicket: '' }]
  for (const body of nothing) expect(await logouts(body, { Origin, Cookie })).toEqual([403, 403])
  const refused = await api.post('/api/trpc/auth.logout', {}, { Origin, Cookie })
  expect(refused.headers.getSetCookie()).toEqual([])
  expect(await refused.json()).toMatchObject({ error: { data: { appCode: 'ORIGIN_NOT_ALLOWED' } } })
  expect((await api.get('/api/auth/me', { Cookie })).status).toBe(200)
  for (const body of nothing) expect(await logouts(body, { Origin })).toEqual([200, 200])
  const { refreshToken, accessToken } = await logIn(api, person)
  expect(await logouts({ refreshToken }, { Origin, Cookie })).toEqual([200, 200])
  expect(await logouts({}, { Origin, Cookie, Authorization: `Bearer ${accessToken}` })).toEqual([200, 200])
  expect((await api.get('/api/auth/me', { Cookie })).status).toBe(200)
})

describe('G33 the client address', () => {
  const from = (remoteAddress: string, forwarded?: string) => ({
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
    socket: { remoteAddress } as never,
  })
  const here = 'https://campusbite.example'
  test.each([
    ['no PUBLIC_URL: the header is ignored', undefined, '127.0.0.1', '203.0.113.7', '127.0.0.1'],
    ['a public peer is not trusted', here, '198.51.100.1', '203.0.113.7', '198.51.100.1'],
    ['a public IPv6 peer is not trusted', here, '2001:db8::1', '203.0.113.7', '2001:db8::1'],
    ['our proxy on this machine', here, '::ffff:127.0.0.1', '203.0.113.7', '203.0.113.7'],
    ['our proxy on a private network', here, '10.1.2.3', '203.0.113.7', '203.0.113.7'],
    ['our proxy, by IPv6', here, 'fd00::1', '2001:db8::7', '2001:db8::7'],
    ['only the last entry is our proxy’s own', here, '127.0.0.1', '192.0.2.1, 192.0.2.2, 203.0.113.7', '203.0.113.7'],
    ['an invalid address is ignored', here, '127.0.0.1', '203.0.113.7, unknown', '127.0.0.1'],
    ['no header', here, '127.0.0.1', undefined, '127.0.0.1'],
  ])('%s', (_, publicUrl, peer, forwarded, expected) => {
    expect(clientAddress(publicUrl, from(peer, forwarded))).toBe(expected)
  })

  test('limits are counted by it', async () => {
    const { email } = await start({ PUBLIC_URL: 'https://campusbite.example' })
    const guess = (address: string) =>
      api.post('/api/auth/login', { email, password: 'wrong' }, { 'X-Forwarded-For': `${Math.random()}, ${address}` })
    for (let n = 0; n < throttleLimits.accountAtAddress.points; n += 1)
      expect((await guess('203.0.113.7')).status).toBe(401)
    expect((await guess('203.0.113.7')).status).toBe(429)
    expect((await guess('203.0.113.8')).status).toBe(401)
  })

  test('at its limit it cannot log in, but can still log out', async () => {
    const person = await start()
    const [bearer, Cookie] = [await logIn(api, person), jarOf(await cookieLogin(person, {}))]
    const { address, account } = throttleLimits
    for (const [limit, key] of [
      [address, '127.0.0.1'],
      [account, bearer.user.id],
    ] as const) {
      const limiter = api.opened.database.attempts(limit)
      for (let n = 0; n < limit.points; n += 1) await limiter.spend(key)
    }
    expect((await api.post('/api/auth/login', person)).status).toBe(429)
    expect((await api.post('/api/auth/logout', { refreshToken: bearer.refreshToken })).status).toBe(200)
    const out = await api.post('/api/auth/logout', undefined, { Cookie })
    expect(out.status).toBe(200)
    expect(await api.opened.database.prisma.session.count()).toBe(0)
  })
})
