/** Streams: opened for a session, closed with it at once, and never in the way of a stopping process. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  type BearerLogin,
  logIn,
  logInWithCookies,
  newPerson,
  type Person,
  type RunningApi,
} from '../src/testing/index'
import { openEvents } from './support/open-events'
import { startTestApi } from './support/start-test-api'

let api: RunningApi
let person: Person
let login: BearerLogin
beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api[Symbol.asyncDispose]())
beforeEach(async () => {
  person = await newPerson(api)
  login = await logIn(api, person)
})

const watch = (headers: Record<string, string> = bearer(login)) =>
  openEvents(`${api.url}/api/trpc/session.watch`, headers)
const bearer = ({ accessToken }: BearerLogin) => ({ Authorization: `Bearer ${accessToken}` })
const sidOf = ({ logoutTicket }: BearerLogin): string =>
  JSON.parse(Buffer.from(logoutTicket.split('.')[1] ?? '', 'base64url').toString()).sid

test('G06 a stream is no-store, is not buffered by proxies, and starts as tRPC’s own client expects', async () => {
  const stream = await watch()
  expect(Object.fromEntries(stream.headers)).toMatchObject({
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  })
  expect(await stream.next()).toEqual({ event: 'connected', data: {} })
  expect(await stream.next()).toEqual({ event: 'message', data: { id: sidOf(login) } })
  stream.close()
})

describe('G24 a stream is closed within a second of the end of its session, with a last event that says why', () => {
  const ways: [string, string, () => Promise<unknown>][] = [
    ['logout', 'SESSION_ENDED', () => api.post('/api/auth/logout', { refreshToken: login.refreshToken })],
    [
      'another device',
      'SESSION_ENDED',
      async () => api.post('/api/auth/logout-others', undefined, bearer(await logIn(api, person))),
    ],
    [
      'the list of devices',
      'SESSION_ENDED',
      async () => api.delete(`/api/auth/sessions/${sidOf(login)}`, undefined, bearer(await logIn(api, person))),
    ],
    [
      'a new password',
      'SESSION_ENDED',
      async () =>
        api.post(
          '/api/auth/change-password',
          { currentPassword: person.password, newPassword: 'another fine password' },
          bearer(await logIn(api, person)),
        ),
    ],
    [
      'a DELETE typed by hand',
      'SESSION_ENDED',
      () => api.opened.database.prisma.$executeRaw`DELETE FROM session WHERE sid = ${sidOf(login)}`,
    ],
    [
      'its idle limit',
      'SESSION_EXPIRED',
      async () => {
        const { prisma } = api.opened.database
        await prisma.session.update({ where: { sid: sidOf(login) }, data: { lastUsedAt: new Date(0) } })
        await api.opened.tidyUp()
      },
    ],
  ]
  test.each(ways)('%s: %s', async (_way, code, end) => {
    const stream = await watch()
    await stream.next()
    await stream.next()
    await end()
    const endedAt = performance.now()
    const why = { code: -32001, data: { appCode: code, code: 'UNAUTHORIZED', httpStatus: 401 } }
    expect(await stream.next()).toMatchObject({ event: 'serialized-error', data: why })
    expect(await stream.next()).toBeNull()
    expect(performance.now() - endedAt).toBeLessThan(1_000)
    const again = await api.get('/api/trpc/session.watch', bearer(login))
    expect(again.status).toBe(401)
  })
})

test('G14 the streams of other sessions stay open', async () => {
  const other = await logIn(api, person)
  const [mine, theirs] = [await watch(), await watch(bearer(other))]
  await api.post('/api/auth/logout', { refreshToken: login.refreshToken })
  expect((await mine.rest()).at(-1)?.event).toBe('serialized-error')
  await theirs.next()
  expect(await theirs.next()).toMatchObject({ data: { id: sidOf(other) } })
  theirs.close()
})

test('a cookie opens a stream too, for our own pages only', async () => {
  const { cookie } = await logInWithCookies(api, person)
  const stream = await watch({ cookie })
  expect(await stream.next()).toMatchObject({ event: 'connected' })
  stream.close()
  expect((await api.get('/api/trpc/session.watch', { cookie, Origin: 'https://evil.test' })).status).toBe(401)
})

test('a session may hold a limited number of streams, and closing one frees a place', async () => {
  const streams = await Promise.all(Array.from({ length: 10 }, () => watch()))
  const refused = await api.get('/api/trpc/session.watch', bearer(login))
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '5'])
  expect(await refused.json()).toMatchObject({ error: { data: { appCode: 'TOO_MANY_ATTEMPTS' } } })
  const others = await watch(bearer(await logIn(api, await newPerson(api))))
  others.close()
  streams.pop()?.close()
  await expect
    .poll(async () => {
      const stream = await watch()
      streams.push(stream)
      return stream.status
    })
    .toBe(200)
  for (const stream of streams) stream.close()
})

test('a stopping process closes streams without a last event and opens no more', async () => {
  await using stopping = await startTestApi()
  const headers = bearer(await logIn(stopping, await newPerson(stopping)))
  const stream = await openEvents(`${stopping.url}/api/trpc/session.watch`, headers)
  await stream.next()
  await stream.next()
  stopping.opened.api.endStreams()
  expect(await stream.next()).toBeNull()
  expect((await stopping.get('/api/trpc/session.watch', headers)).status).toBe(503)
})

test('a subscription cannot be part of a batch or posted', async () => {
  const batched = await api.get('/api/trpc/session.watch,menu.list?batch=1&input={}', bearer(login))
  expect(batched.status).toBe(207)
  expect(((await batched.json()) as unknown[])[0]).toMatchObject({ error: { data: { appCode: 'METHOD_NOT_ALLOWED' } } })
  const posted = await api.post('/api/trpc/session.watch', {}, bearer(login))
  expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
})

test('G02 a stream ends with its access token, and says that a fresh token reopens it', async () => {
  // A token's times are whole seconds: one of a second may expire as soon as it has been issued.
  await using short = await startTestApi({ ACCESS_TOKEN_TTL: '4s' })
  const brief = await logIn(short, await newPerson(short))
  const stream = await openEvents(`${short.url}/api/trpc/session.watch`, bearer(brief))
  expect(stream.status).toBe(200)
  const last = (await stream.rest()).at(-1)
  expect(last).toMatchObject({ event: 'serialized-error', data: { data: { appCode: 'NOT_SIGNED_IN' } } })
})
