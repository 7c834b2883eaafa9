/** G19: what an operator may order, and who may order it. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { tidyUp } from '../src/housekeeping'
import { createLog } from '../src/log'
import { type BearerLogin, logIn, newPerson, type Person, type RunningApi } from '../src/testing/index'
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
const me = async (login: BearerLogin) => (await api.get('/api/auth/me', bearer(login))).status
const order = (procedure: string, input: object, as = operator) =>
  api.post(`/api/trpc/operator.${procedure}`, input, bearer(as))
const recordOf = (login: BearerLogin) => {
  const sid: string = JSON.parse(Buffer.from(login.logoutTicket.split('.')[1] ?? '', 'base64url').toString()).sid
  return api.opened.database.prisma.sessionEnding.findUnique({ where: { sid } })
}

test.each(['endSession', 'endUser', 'endAll', 'disableUser'])('G19 a customer may not call %s', async (procedure) => {
  const customer = await logIn(api, await newPerson(api))
  const response = await order(procedure, { id: 'x', email: 'x@campus.test' }, customer)
  expect(response.status).toBe(403)
  expect(await me(customer)).toBe(200)
})

test('G19 a former operator is refused at once, even with an earlier token', async () => {
  const person = await newPerson(api)
  const be = (role: 'operator' | 'customer') =>
    api.opened.database.prisma.user.update({ where: { email: person.email }, data: { role } })
  await be('operator')
  const login = await logIn(api, person)
  expect((await order('endUser', { email: person.email.replace('@', '-nobody@') }, login)).status).toBe(404)
  await be('customer')
  expect((await order('endUser', { email: operator.user.email }, login)).status).toBe(403)
  expect(await me(operator)).toBe(200)
})

test("G19 G28 ending a user's sessions ends all of them, access tokens included, and records who ordered it", async () => {
  const person: Person = await newPerson(api)
  const devices = [await logIn(api, person), await logIn(api, person)]
  const response = await order('endUser', { email: person.email.toUpperCase() })
  expect(await response.json()).toEqual({ result: { data: { ended: 2 } } })
  for (const device of devices) {
    expect(await me(device)).toBe(401)
    expect(await recordOf(device)).toMatchObject({ reason: 'operator', endedBy: `operator:${operator.user.id}` })
  }
})

test('G19 a disabled user is logged out and cannot log in again', async () => {
  const person = await newPerson(api)
  const device = await logIn(api, person)
  await order('disableUser', { email: person.email })
  expect(await me(device)).toBe(401)
  expect(await recordOf(device)).toMatchObject({ reason: 'account-disabled' })
  const { email, password } = person
  const again = await api.post('/api/auth/login', { email, password })
  expect([again.status, await again.json()]).toEqual([401, { success: false, message: 'Invalid email or password.' }])
})

test('G18 G34 housekeeping ends expired sessions, with a record, and purges old records and counters', async () => {
  const { prisma } = api.opened.database
  const device = await logIn(api, await newPerson(api))
  const { auth, database } = api.opened
  const sid = JSON.parse(Buffer.from(device.logoutTicket.split('.')[1] ?? '', 'base64url').toString()).sid
  await prisma.session.update({ where: { sid }, data: { expiresAt: new Date(Date.now() - 1000) } })
  const deps = { auth, database, log: createLog('silent') }
  expect((await tidyUp(deps)).ended).toBe(1)
  expect(await recordOf(device)).toMatchObject({ reason: 'expired', endedBy: 'system' })
  const inSixtyDays = () => new Date(Date.now() + 60 * 24 * 3_600_000)
  expect((await tidyUp({ ...deps, now: inSixtyDays })).endings).toBeGreaterThan(0)
  expect(await recordOf(device)).toBeNull()
  expect(await prisma.rateLimit.count()).toBe(0)
})

/** Sessions that have been idle for this long. */
async function manySessions(count: number, idleDays: number): Promise<void> {
  const { id } = (await logIn(api, await newPerson(api))).user
  await api.opened.database.prisma.$executeRaw`
    INSERT INTO session (sid, user_id, current_hash, created_at, last_used_at, expires_at, access_until)
    SELECT gen_random_uuid(), ${id}::uuid, '', now(), now() - make_interval(days => ${idleDays}), now() + interval '1 day', now()
    FROM generate_series(1, ${count})`
}

test('expired sessions are ended in steps, now or the next time', async () => {
  await manySessions(1_000, 4)
  const { auth, database } = api.opened
  const stop = new AbortController()
  const endExpired = () => {
    stop.abort()
    return auth.operator.endExpired()
  }
  const operator = { ...auth.operator, endExpired }
  const interrupted = await tidyUp({ auth: { operator }, database }, { signal: stop.signal })
  expect(interrupted.ended).toBeGreaterThan(0)
  expect(interrupted.ended).toBeLessThan(1_000)
  expect((await api.opened.tidyUp()).ended).toBe(1_000 - interrupted.ended)
})

test("G19 ending all sessions ends the operator's too", async () => {
  const customer = await logIn(api, await newPerson(api))
  // More than one statement deletes.
  await manySessions(10_001, 0)
  await order('endAll', {})
  expect(await api.opened.database.prisma.session.count()).toBe(0)
  expect(await me(customer)).toBe(401)
  expect(await me(operator)).toBe(401)
})
