/** The Prometheus metrics, where they are served and where not. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readEnv } from '../src/env'
import { logIn, newPerson, type RunningApi } from '../src/testing/index'
import { startTestApi } from './support/start-test-api'

let api: RunningApi
let tokens: string[]
beforeAll(async () => {
  api = await startTestApi({ METRICS_PORT: '0' })
  const person = await newPerson(api)
  const [first, second, third] = [await logIn(api, person), await logIn(api, person), await logIn(api, person)]
  tokens = [first, second, third].flatMap((login) => [login.accessToken, login.refreshToken, login.logoutTicket])
  const refresh = (refreshToken: string) => api.post('/api/auth/refresh-token', { refreshToken })
  const bearer = { Authorization: `Bearer ${first.accessToken}` }
  await refresh(first.refreshToken)
  await refresh(first.refreshToken)
  await refresh('garbage')
  for (const login of [first, first, second]) await api.post('/api/auth/logout', { refreshToken: login.refreshToken })
  await refresh(second.refreshToken)
  for (const path of [
    '/api/auth/me',
    '/api/auth/sessions/a',
    '/api/nothing/a',
    '/api/nothing/b',
    '/api/trpc/x',
    '/api/trpc/auth.me',
  ])
    await api.get(path, bearer)
  await fetch(api.url, { method: 'PROPFIND' })
  await api.post('/api/auth/login', { email: person.email, password: 'wrong' })
  const { prisma } = api.opened.database
  await prisma.$executeRawUnsafe('ALTER TABLE session RENAME TO session_away')
  await api.post('/api/auth/logout', { refreshToken: third.refreshToken })
  await refresh(third.refreshToken)
  await prisma.$executeRawUnsafe('ALTER TABLE session_away RENAME TO session')
})
afterAll(() => api[Symbol.asyncDispose]())

const shown = async () => (await fetch(`http://localhost:${api.opened.metricsPort}/metrics`)).text()
const value = async (series: string) =>
  Number(
    (await shown())
      .split('\n')
      .find((line) => line.startsWith(`${series} `))
      ?.slice(series.length) ?? 0,
  )

test.each([
  ['campusbite_sessions_started_total', 3],
  ['campusbite_sessions_ended_total{reason="logout"}', 2],
  ['campusbite_endings_total{reason="logout",outcome="ended"}', 2],
  ['campusbite_endings_total{reason="logout",outcome="nothing"}', 1],
  ['campusbite_endings_total{reason="logout",outcome="failed"}', 1],
  ['campusbite_refreshes_total{outcome="renewed"}', 1],
  ['campusbite_refreshes_total{outcome="repeated"}', 1],
  ['campusbite_refreshes_total{outcome="invalid"}', 1],
  ['campusbite_refreshes_total{outcome="ended"}', 1],
  ['campusbite_refreshes_total{outcome="failed"}', 1],
  ['campusbite_access_refused_total{reason="ended"}', 2],
  ['campusbite_logins_refused_total', 1],
  ['campusbite_revoked_sessions', 2],
  ['campusbite_request_seconds_count{method="POST",route="/api/auth/logout",status="200"}', 3],
  ['campusbite_request_seconds_count{method="POST",route="/api/auth/logout",status="500"}', 1],
  ['campusbite_request_seconds_count{method="GET",route="/api/trpc/auth.me",status="401"}', 1],
])('%s is %i', async (series, expected) => {
  expect(await value(series)).toBe(expected)
})

test('how far behind this process is, in seconds', async () => {
  expect(await value('campusbite_follower_lag_seconds')).toBeGreaterThan(0)
  expect(await value('campusbite_follower_lag_seconds')).toBeLessThan(60)
})

test('client input creates no new time series', async () => {
  const text = await shown()
  expect(text).not.toMatch(/PROPFIND|api\/nothing|sessions\/a|trpc\/x/)
  expect(text).toContain('route="unknown"')
})

test('G25 they contain no token', async () => {
  const text = await shown()
  for (const token of tokens) expect(text).not.toContain(token.slice(-20))
})

test('they are served on their own port, and on no other', async () => {
  expect((await api.get('/metrics')).status).toBe(404)
  expect((await fetch(`http://localhost:${api.opened.metricsPort}/api/auth/me`)).status).toBe(404)
  await using quiet = await startTestApi()
  expect(quiet.opened.metricsPort).toBeUndefined()
})

test('METRICS_PORT must be a port other than the public one', () => {
  expect(() => readEnv({ METRICS_PORT: 'x' })).toThrow('METRICS_PORT must be a number from 0 to 65535')
  expect(() => readEnv({ METRICS_PORT: '3000' })).toThrow('METRICS_PORT must differ from PORT')
  expect(() => readEnv({ LOG_LEVEL: 'loud' })).toThrow('LOG_LEVEL must be one of debug, info, warn, error, silent.')
})
