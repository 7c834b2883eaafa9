/** Bad input everywhere gives a clear error in the envelope: never a 5xx, never a stack, nothing lost. */
import { request } from 'node:http'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { logIn, newPerson, type Person, type RunningApi } from '../src/testing/index'
import { startTestApi } from './support/start-test-api'

let api: RunningApi
let person: Person
let authorization: Record<string, string>
beforeAll(async () => {
  api = await startTestApi()
  person = await newPerson(api)
  authorization = { Authorization: `Bearer ${(await logIn(api, person)).accessToken}` }
})
afterAll(() => api[Symbol.asyncDispose]())

const routes: [string, string][] = [
  ['POST', '/api/auth/register'],
  ['POST', '/api/auth/login'],
  ['POST', '/api/auth/refresh-token'],
  ['POST', '/api/auth/logout'],
  ['POST', '/api/auth/change-password'],
  ['DELETE', '/api/auth/account'],
]
const send = (method: string, path: string, body: string) =>
  (method === 'POST' ? api.post : api.delete)(path, body, authorization)

describe.each(routes)('%s %s', (method, path) => {
  test.each([
    ['a body that is not JSON', 'not json', 400],
    ['half an object', '{"email":', 400],
    ['an array', '[1]', 400],
    ['a number', '7', 400],
    ['a string', '"text"', 400],
    [
      'a wrong type in every field',
      '{"name":7,"email":[],"password":{},"refreshToken":5,"logoutTicket":[],"currentPassword":1,"newPassword":true}',
      400,
    ],
    ['a body over 16 KiB', JSON.stringify({ refreshToken: 'x'.repeat(17_000) }), 413],
  ])('G12 answers %s with a clear error', async (_, body, status) => {
    const response = await send(method, path, body)
    expect(response.status).toBe(status)
    const answer = (await response.json()) as { success: boolean; message: string; errors?: object[] }
    expect(answer.success).toBe(false)
    expect(answer.message).toMatch(/\w{3}/)
    expect(answer.message).not.toMatch(/expected|received/)
    if (status === 400) expect(answer.errors).toContainEqual({ path: expect.any(String), message: expect.any(String) })
    expect(JSON.stringify(answer)).not.toMatch(/at .*\.ts|prisma|zod/i)
    expect(response.headers.get('cache-control')).toBe('no-store')
  })
})

test('G12 reports an invalid field by its path', async () => {
  const response = await api.post('/api/auth/register', { name: ' ', email: 'no address', password: 'short' })
  expect(response.status).toBe(400)
  const { errors } = (await response.json()) as { errors: { path: string; message: string }[] }
  expect(errors.map(({ path }) => path).sort()).toEqual(['email', 'name', 'password'])
})

test.each([
  ['a body that is not JSON', '/api/auth/login', 'no', '', 'The body must be JSON.'],
  ['a body that is an array', '/api/auth/login', '[1]', '', 'The body must be an object.'],
  ['a body that is a number', '/api/auth/logout', '7', '', 'The body must be an object.'],
  ['no body', '/api/auth/register', '', '', 'The body must be an object.'],
  ['no refresh token', '/api/auth/refresh-token', '{}', 'refreshToken', 'Refresh token is required.'],
])('G12 reports %s among the errors, in plain words', async (_, path, body, where, message) => {
  const response = await api.post(path, body)
  expect([response.status, await response.json()]).toEqual([
    400,
    { success: false, message, errors: [{ path: where, message }] },
  ])
})

test('G12 refuses only a missing id', async () => {
  for (const input of [{}, { id: '' }]) {
    const response = await api.post('/api/trpc/session.end', input, authorization)
    expect(await response.json()).toMatchObject({ error: { message: 'id: Session id is required.' } })
  }
})

test('answers 409 for a taken email address, whatever its case', async () => {
  const response = await api.post('/api/auth/register', { ...person, email: person.email.toUpperCase() })
  expect(response.status).toBe(409)
})

test('limits a body without a declared length too', async () => {
  const { port } = new URL(api.url)
  const status = await new Promise<number | undefined>((resolve, reject) => {
    const req = request({ port, host: '127.0.0.1', method: 'POST', path: '/api/auth/logout' }, (res) => {
      res.resume()
      resolve(res.statusCode)
    })
    req.on('error', reject)
    for (let n = 0; n < 20; n += 1) req.write('x'.repeat(1024))
    req.end()
  })
  expect(status).toBe(413)
})

test.each([
  ['POST', '/api/auth/logout', 413],
  ['PUT', '/api/auth/logout', 405],
  ['POST', '/api/nothing', 404],
])(
  'G12 %s %s: a client that sends a large body to its end still gets the response and keeps the connection',
  async (...asked) => {
    const [method, path, status] = asked
    const { port, host } = new URL(api.url)
    const socket = connect(Number(port), '127.0.0.1')
    const written = new Promise((resolve, reject) => {
      socket.once('error', reject)
      const head = `${method} ${path} HTTP/1.1\r\nHost: ${host}\r\nContent-Length: ${2 ** 23}\r\n\r\n`
      socket.write(head + 'x'.repeat(2 ** 23), resolve)
    })
    await written
    socket.end(`GET /healthz HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)
    expect((await text(socket)).match(/(?<=HTTP\/1\.1 )\d+/g)).toEqual([String(status), '200'])
  },
)

test.each([
  ['GET', '/api/nothing', 404],
  ['GET', '/api', 404],
  ['POST', '/api/auth/nothing', 404],
  ['GET', '/api/auth/login', 405],
  ['POST', '/api/auth/me', 405],
  ['PUT', '/api/auth/sessions/x', 405],
  ['POST', '/healthz', 405],
])('%s %s is %i, in the envelope', async (method, path, status) => {
  const response = await fetch(api.url + path, { method })
  expect(response.status).toBe(status)
  expect(await response.json()).toMatchObject({ success: false })
  if (status === 405) expect(response.headers.get('allow')).toBeTruthy()
})

describe('tRPC', () => {
  const cases: [string, string, string, string | undefined, number][] = [
    ['an unknown procedure', 'POST', '/api/trpc/auth.nothing', '{}', 404],
    ['an inherited name', 'POST', '/api/trpc/__proto__', '{}', 404],
    ['a query by POST', 'POST', '/api/trpc/auth.me', '{}', 405],
    ['a body that is not JSON', 'POST', '/api/trpc/auth.login', 'no', 400],
    ['a wrong type', 'POST', '/api/trpc/auth.login', '{"email":5}', 400],
    ['a batch that is a number', 'POST', '/api/trpc/auth.login?batch=1', '5', 400],
    ['a batch that is too long', 'POST', `/api/trpc/${Array(101).fill('auth.me').join()}?batch=1`, '{}', 400],
    ['a percent sign', 'POST', '/api/trpc/%E0%A4%A', '{}', 404],
    ['a wrong method', 'DELETE', '/api/trpc/auth.login', undefined, 405],
    ['an input that is not JSON', 'GET', '/api/trpc/menu.list?input={', undefined, 400],
  ]
  test.each(cases)('G12 answers %s with a clear error', async (_, method, path, body, status) => {
    const headers = { 'Content-Type': 'application/json' }
    const response = await fetch(api.url + path, { method, headers, ...(body === undefined ? {} : { body }) })
    expect(response.status).toBe(status)
    expect(await response.text()).not.toMatch(/stack|prisma/i)
  })

  test('answers each call of a batch separately', async () => {
    const response = await api.get('/api/trpc/menu.list,auth.me?batch=1&input=%7B%7D')
    expect(response.status).toBe(207)
    const [menu, me] = (await response.json()) as [
      { result: { data: unknown[] } },
      { error: { data: { appCode: string } } },
    ]
    expect(menu.result.data.length).toBeGreaterThan(0)
    expect(me.error.data.appCode).toBe('NOT_SIGNED_IN')
  })
})

test('G33 a flood of wrong passwords gets 429 with Retry-After, and a genuine logout in the middle of it succeeds', async () => {
  const victim = await newPerson(api)
  const { refreshToken } = await logIn(api, victim)
  const guesses = await Promise.all(
    Array.from({ length: 40 }, (_, n) => api.post('/api/auth/login', { email: victim.email, password: `guess ${n}` })),
  )
  const limited = guesses.filter(({ status }) => status === 429)
  expect(limited.length).toBeGreaterThanOrEqual(10)
  for (const { headers } of limited) expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
  expect((await api.post('/api/auth/logout', { refreshToken })).status).toBe(200)
})
