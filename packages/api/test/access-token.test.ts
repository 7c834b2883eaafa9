/** G02: a captured, unexpired access token against everything that requires one; the lists come from the router itself. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { procedureFacts } from '../src/procedures'
import { restRoutes } from '../src/rest/routes'
import { appRouter } from '../src/router'
import { logIn, newPerson, type RunningApi } from '../src/testing/index'
import { startTestApi } from './support/start-test-api'

let api: RunningApi
let dead: Record<string, string>
beforeAll(async () => {
  api = await startTestApi()
  const { accessToken, refreshToken } = await logIn(api, await newPerson(api))
  dead = { Authorization: `Bearer ${accessToken}` }
  await api.post('/api/auth/logout', { refreshToken })
})
afterAll(() => api[Symbol.asyncDispose]())

/** Public procedures; every other one requires a token. */
const open = ['auth.register', 'auth.login', 'auth.refresh', 'auth.logout', 'menu.list']
/** RFC 9110 §15.5.2: every 401 has one; RFC 6750 §3 defines its format. */
const challenge = 'Bearer realm="campusbite"'
const procedures = Object.keys(appRouter._def.procedures)

test('exactly the public procedures answer without a token', async () => {
  expect(procedures.length).toBeGreaterThan(open.length)
  for (const path of procedures) {
    const { status } = await call(path, {})
    expect([path, status === 401]).toEqual([path, !open.includes(path)])
  }
})

test.each(procedures.filter((path) => !open.includes(path)))('G02 %s refuses it, over tRPC', async (path) => {
  const response = await call(path, dead)
  expect(response.status).toBe(401)
  expect(response.headers.get('cache-control')).toBe('no-store')
  expect(response.headers.get('www-authenticate')).toBe(challenge)
  expect(await response.json()).toMatchObject({ error: { data: { appCode: 'SESSION_ENDED' } } })
})

test.each(restRoutes.filter(({ procedure }) => !open.includes(procedure)))(
  'G02 $method $path refuses it',
  async ({ method, path }) => {
    const response = await fetch(api.url + path.replace('{id}', 'any'), { method, headers: dead })
    expect(response.status).toBe(401)
    expect(response.headers.get('www-authenticate')).toBe(challenge)
    expect(await response.json()).toMatchObject({ success: false })
  },
)

const call = (path: string, headers: Record<string, string>) =>
  procedureFacts(path)?.type === 'mutation'
    ? api.post(`/api/trpc/${path}`, {}, headers)
    : api.get(`/api/trpc/${path}`, headers)
