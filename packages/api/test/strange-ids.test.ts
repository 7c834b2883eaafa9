/** An invalid id names no user and no session, wherever it appears: it never causes an internal error. */
import { createAuth, defaultPolicy, deriveKeys, Revocations } from '@campusbite/auth'
import { sessionCookieName } from '@campusbite/auth/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  type BearerLogin,
  logIn,
  logInWithCookies,
  newPerson,
  type Person,
  type RunningApi,
} from '../src/testing/index'
import { everyCall } from './support/every-call'
import { startTestApi } from './support/start-test-api'

const secret = 'a-secret-for-tests-of-32-bytes-or-more'
let api: RunningApi
let person: Person
let operator: BearerLogin
let own: { sid: string; userId: string }
beforeAll(async () => {
  api = await startTestApi({ AUTH_SECRET: secret })
  person = await newPerson(api)
  const { prisma } = api.opened.database
  await prisma.user.update({ where: { email: person.email }, data: { role: 'operator' } })
  operator = await logIn(api, person)
  own = await prisma.session.findFirstOrThrow({ where: { userId: operator.user.id } })
})
afterAll(() => api[Symbol.asyncDispose]())

const bearer = () => ({ Authorization: `Bearer ${operator.accessToken}` })
const alive = async () => (await api.get('/api/auth/me', bearer())).status

/** Signed with this API's own key, for a subject that has never been in our database. */
async function tokensAbout(sid: string, userId: string): Promise<BearerLogin> {
  const { email } = person
  const user = { id: userId, name: 'Nobody', email, role: 'operator', passwordHash: '', disabledAt: null } as const
  const auth = createAuth({
    sessions: { ...api.opened.database.sessions, start: async () => {} },
    users: { ...api.opened.database.users, findByEmail: async () => user },
    revocations: new Revocations(),
    keys: await deriveKeys([secret]),
    issuer: 'campusbite',
    policy: defaultPolicy,
    passwords: { hash: async () => '', verify: async () => true },
    newSid: () => sid,
  })
  const login = await auth.login({ email, password: '' }, { name: null, ipAddress: null })
  return { user: login.user, ...login.tokens }
}

describe.each([
  ['a word', () => 'nothing-there'],
  ['SQL', () => "' OR true --"],
  ['a NUL character', () => 'zero \0 byte'],
  ['a percent sign', () => '%'],
  ['more characters than any id', () => 'x'.repeat(5_000)],
  ['the id in upper case', () => own.sid.toUpperCase()],
  ['the id in braces', () => `{${own.sid}}`],
])('G12 %s', (_, form) => {
  test('as the id of the session to end', async () => {
    const path = `/api/auth/sessions/${encodeURIComponent(form())}`
    expect((await api.delete(path, undefined, bearer())).status).toBe(200)
    const byOwner = await api.post('/api/trpc/session.end', { id: form() }, bearer())
    expect(await byOwner.json()).toEqual({ result: { data: { success: true } } })
    const byOperator = await api.post('/api/trpc/operator.endSession', { id: form() }, bearer())
    expect(await byOperator.json()).toEqual({ result: { data: { ended: 0 } } })
    expect(await api.opened.auth.operator.end({ sid: form() }, 'cli')).toEqual({ ended: 0 })
    expect(await alive()).toBe(200)
  })

  test('in a tombstone', async () => {
    const { cookie } = await logInWithCookies(api, person)
    const Cookie = `${cookie}; ${sessionCookieName('tombstone', 'strange', true)}=${encodeURIComponent(form())}`
    expect((await api.get('/api/auth/me', { Cookie })).status).toBe(200)
  })
})

test.each([
  ['a session', 'nothing-there', ''],
  ['a user', '', 'nobody'],
  ['a session and a user', "' OR true --", '{}'],
])('G12 valid tokens for %s with an invalid id are refused or find nothing, in every call', async (_, sid, userId) => {
  const about = await tokensAbout(sid || own.sid, userId || own.userId)
  for (const { name, send } of everyCall(api, { person: await newPerson(api), login: about })) {
    const { status } = await send()
    expect.soft([name, status < 500], `${name}: ${status}`).toEqual([name, true])
  }
})
