/** The document this project grew from, line by line: `POST /api/auth/logout` and the best practices around it. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { logIn, newPerson, type Person, type RunningApi } from '../src/testing/index'
import { startTestApi } from './support/start-test-api'

const elsewhere = 'http://spa.campus.test'
const success = { success: true, message: 'Logged out successfully.' }

let api: RunningApi
let person: Person
beforeAll(async () => {
  api = await startTestApi({ ALLOWED_ORIGINS: elsewhere })
  person = await newPerson(api)
})
afterAll(() => api[Symbol.asyncDispose]())

const refresh = (refreshToken: string) => api.post('/api/auth/refresh-token', { refreshToken })
const logout = (body?: unknown) => api.post('/api/auth/logout', body)

describe('Logs out a user by invalidating their refresh token', () => {
  test('G01 the token is removed from the database and yields no new access token', async () => {
    const { refreshToken } = await logIn(api, person)
    const before = await api.opened.database.prisma.session.count()
    expect((await logout({ refreshToken })).status).toBe(200)
    expect(await api.opened.database.prisma.session.count()).toBe(before - 1)
    expect((await refresh(refreshToken)).status).toBe(401)
  })
})

describe('Request body: refreshToken, a string, optional', () => {
  test.each([
    ['no body', undefined],
    ['an empty body', ''],
    ['an empty object', {}],
    ['null', { refreshToken: null }],
    ['an empty string', { refreshToken: '' }],
    ['garbage', { refreshToken: 'garbage' }],
    ['the shape of a token', { refreshToken: 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9...' }],
    ['a long one', { refreshToken: 'x'.repeat(10_000) }],
  ])('G12 it succeeds with %s', async (_, body) => {
    const response = await logout(body)
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual(success)
  })
})

describe('Response and status codes', () => {
  test('G12 200: exactly success and message, as JSON, never stored', async () => {
    const { refreshToken } = await logIn(api, person)
    const response = await logout({ refreshToken })
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('application/json')
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(await response.text()).toBe('{"success":true,"message":"Logged out successfully."}')
  })

  test('G12 500: a failing database is never reported as success, and the session lives until the logout is repeated', async () => {
    const { refreshToken } = await logIn(api, person)
    await api.opened.database.prisma.$executeRawUnsafe('ALTER TABLE session RENAME TO session_away')
    try {
      const response = await logout({ refreshToken })
      expect(response.status).toBe(500)
      const body = await response.json()
      expect(body).toEqual({ success: false, message: 'Something went wrong on our side. Try again shortly.' })
    } finally {
      await api.opened.database.prisma.$executeRawUnsafe('ALTER TABLE session_away RENAME TO session')
    }
    expect((await logout({ refreshToken })).status).toBe(200)
    expect((await refresh(refreshToken)).status).toBe(401)
  })
})

describe('Idempotent', () => {
  test('G12 repeated with one token, ten at a time, and without a token', async () => {
    const { refreshToken } = await logIn(api, person)
    const bodies = [...Array(10).fill({ refreshToken }), {}, undefined]
    for (const response of await Promise.all(bodies.map(logout))) {
      expect(response.status).toBe(200)
      expect(await response.json()).toEqual(success)
    }
    expect((await logout({ refreshToken })).status).toBe(200)
  })
})

describe('Beyond the document: the access token', () => {
  test('G02 is refused at once, although it has not expired', async () => {
    const { refreshToken, accessToken, expiresIn } = await logIn(api, person)
    const bearer = { Authorization: `Bearer ${accessToken}` }
    expect((await api.get('/api/auth/me', bearer)).status).toBe(200)
    expect(expiresIn).toBe(3600)
    await logout({ refreshToken })
    expect((await api.get('/api/auth/me', bearer)).status).toBe(401)
  })
})

describe('Examples', () => {
  test('the documented curl command works as printed, apart from the host', async () => {
    const { refreshToken } = await logIn(api, person)
    const { stdout } = await promisify(execFile)('curl', [
      '-s',
      '-X',
      'POST',
      `${api.url}/api/auth/logout`,
      '-H',
      'Content-Type: application/json',
      '-d',
      `{\n    "refreshToken": "${refreshToken}"\n  }`,
    ])
    expect(JSON.parse(stdout)).toEqual(success)
    expect((await refresh(refreshToken)).status).toBe(401)
  })
})

describe('Security considerations', () => {
  test('G14 multiple sessions: each device has its own token, and only the named session ends', async () => {
    const [phone, laptop] = [await logIn(api, person), await logIn(api, person)]
    expect(phone.refreshToken).not.toBe(laptop.refreshToken)
    await logout({ refreshToken: phone.refreshToken })
    expect((await refresh(phone.refreshToken)).status).toBe(401)
    expect((await refresh(laptop.refreshToken)).status).toBe(200)
  })

  test('G01 token deletion: any token of a session, old or new, ends its whole lineage', async () => {
    const first = (await logIn(api, person)).refreshToken
    const rotate = async (token: string) =>
      ((await (await refresh(token)).json()) as { data: { refreshToken: string } }).data.refreshToken
    const second = await rotate(first)
    const third = await rotate(second)
    await logout({ refreshToken: first })
    for (const token of [first, second, third]) expect((await refresh(token)).status).toBe(401)
  })
})

describe('Best practices, from a page on another origin', () => {
  test('the documented completeLogout, step by step, from an origin in ALLOWED_ORIGINS', async () => {
    const tokens = await logIn(api, person)
    const storage = new Map([
      ['accessToken', tokens.accessToken],
      ['refreshToken', tokens.refreshToken],
    ])
    const preflight = await fetch(`${api.url}/api/auth/logout`, {
      method: 'OPTIONS',
      headers: {
        Origin: elsewhere,
        'Access-Control-Request-Method': 'POST',
        'Access-Control-Request-Headers': 'content-type',
      },
    })
    expect(preflight.headers.get('access-control-allow-origin')).toBe(elsewhere)
    expect(preflight.headers.get('access-control-allow-headers')?.toLowerCase()).toContain('content-type')
    const response = await api.post(
      '/api/auth/logout',
      { refreshToken: storage.get('refreshToken') },
      { Origin: elsewhere },
    )
    expect(response.headers.get('access-control-allow-origin')).toBe(elsewhere)
    expect(response.headers.get('access-control-allow-credentials')).toBeNull()
    expect(await response.json()).toEqual(success)
    storage.clear()
    expect((await refresh(tokens.refreshToken)).status).toBe(401)
  })
})
