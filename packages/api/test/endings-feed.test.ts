/** G02: the feed from which another service, which verifies access tokens with our keys, learns which sessions have ended. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type BearerLogin, logIn, newPerson, type RunningApi } from '../src/testing/index'
import { startTestApi } from './support/start-test-api'

let api: RunningApi
let operator: BearerLogin
beforeAll(async () => {
  api = await startTestApi()
  const person = await newPerson(api)
  await api.opened.database.prisma.user.update({ where: { email: person.email }, data: { role: 'operator' } })
  operator = await logIn(api, person)
})
afterAll(() => api[Symbol.asyncDispose]())

const bearer = ({ accessToken }: BearerLogin) => ({ Authorization: `Bearer ${accessToken}` })
const page = async (since?: string) => {
  const response = await api.get(`/api/auth/endings${since === undefined ? '' : `?since=${since}`}`, bearer(operator))
  expect(response.status).toBe(200)
  return ((await response.json()) as { data: { cursor: string; endings: { sid: string }[] } }).data
}

test('G02 each page continues where the last one stopped, and a cursor never expires', async () => {
  const start = await page()
  const login = await logIn(api, await newPerson(api))
  const before = await page(start.cursor)
  await api.post('/api/auth/logout', { refreshToken: login.refreshToken })
  const after = await page(before.cursor)
  const sid: string = JSON.parse(Buffer.from(login.logoutTicket.split('.')[1] ?? '', 'base64url').toString()).sid
  expect(before.endings.map((one) => one.sid)).not.toContain(sid)
  expect(after.endings.map((one) => one.sid)).toContain(sid)
  expect((await page('1')).endings.map((one) => one.sid)).toContain(sid)
})

test('a cursor from another database, ahead of this one, starts over instead of missing endings', async () => {
  const login = await logIn(api, await newPerson(api))
  await api.post('/api/auth/logout', { refreshToken: login.refreshToken })
  expect((await page('9223372036854775807')).endings.length).toBeGreaterThan(0)
})

test.each(['x', '-1', '1;DROP', '99999999999999999999'])('refuses an invalid cursor: %s', async (since) => {
  expect((await api.get(`/api/auth/endings?since=${since}`, bearer(operator))).status).toBe(400)
})

test('refuses everyone but an operator', async () => {
  const customer = await logIn(api, await newPerson(api))
  expect((await api.get('/api/auth/endings', bearer(customer))).status).toBe(403)
  expect((await api.get('/api/auth/endings')).status).toBe(401)
})
