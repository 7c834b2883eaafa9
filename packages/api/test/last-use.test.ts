/** The time of a session's last use is accurate to the minute, without a write per request, and counts for the idle limit. */

import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { keepLastUses } from '../src/housekeeping'
import { createLog } from '../src/log'
import { type BearerLogin, logIn, newPerson, type Person, type RunningApi, startApi } from '../src/testing/index'
import { lastingDatabase } from './support/lasting-database'
import { startTestApi } from './support/start-test-api'

let api: RunningApi
let person: Person
beforeAll(async () => {
  api = await startTestApi()
  person = await newPerson(api)
})
afterAll(() => api[Symbol.asyncDispose]())

const sidOf = ({ logoutTicket }: BearerLogin): string =>
  JSON.parse(Buffer.from(logoutTicket.split('.')[1] ?? '', 'base64url').toString()).sid
const use = async ({ accessToken }: BearerLogin) =>
  expect((await api.get('/api/auth/me', { Authorization: `Bearer ${accessToken}` })).status).toBe(200)
const setLastUse = (sid: string, lastUsedAt: Date) =>
  api.opened.database.prisma.session.update({ where: { sid }, data: { lastUsedAt } })
const lastUse = async (sid: string) =>
  (await api.opened.database.prisma.session.findUnique({ where: { sid } }))?.lastUsedAt
const daysAgo = (days: number) => new Date(Date.now() - days * 24 * 60 * 60_000)

describe('G18 uses', () => {
  test('are written in one batch', async () => {
    const [login, other] = [await logIn(api, person), await logIn(api, person)]
    const [sid, unused] = [sidOf(login), sidOf(other)]
    await Promise.all([setLastUse(sid, daysAgo(2)), setLastUse(unused, daysAgo(1))])
    const before = new Date()
    for (let n = 0; n < 3; n += 1) await use(login)
    expect((await lastUse(sid))?.getTime()).toBeLessThan(before.getTime())
    const end = vi.spyOn(api.opened.database.sessions, 'used')
    await api.opened.auth.writeLastUses()
    await api.opened.auth.writeLastUses()
    expect(end).toHaveBeenCalledOnce()
    expect((await lastUse(sid))?.getTime()).toBeGreaterThanOrEqual(before.getTime())
    expect((await lastUse(unused))?.getTime()).toBeLessThan(before.getTime())
  })

  test('keep a session alive that is never refreshed', async () => {
    const login = await logIn(api, person)
    await setLastUse(sidOf(login), daysAgo(4))
    await use(login)
    await api.opened.auth.writeLastUses()
    expect((await api.opened.tidyUp()).ended).toBe(0)
    const { status } = await api.post('/api/auth/refresh-token', { refreshToken: login.refreshToken })
    expect(status).toBe(200)
  })

  test('G20 show in the list of sessions before they are written, with the current session first', async () => {
    const user = await newPerson(api)
    const [login, other] = [await logIn(api, user), await logIn(api, user)]
    await setLastUse(sidOf(login), daysAgo(1))
    const before = new Date().toISOString()
    const response = await api.get('/api/auth/sessions', { Authorization: `Bearer ${login.accessToken}` })
    const { data } = (await response.json()) as { data: { id: string; lastUsedAt: string }[] }
    expect(data.map(({ id }) => id)).toEqual([sidOf(login), sidOf(other)])
    expect(data[0]?.lastUsedAt.localeCompare(before)).toBeGreaterThanOrEqual(0)
  })

  test('are required: an unused session expires', async () => {
    const login = await logIn(api, person)
    await setLastUse(sidOf(login), daysAgo(4))
    const response = await api.post('/api/auth/refresh-token', { refreshToken: login.refreshToken })
    expect([response.status, await response.json()]).toEqual([
      401,
      { success: false, message: 'Your session has expired. Log in again.' },
    ])
  })

  test('never move back', async () => {
    const login = await logIn(api, person)
    const later = new Date(Date.now() + 60_000)
    await use(login)
    await setLastUse(sidOf(login), later)
    await api.opened.auth.writeLastUses()
    expect(await lastUse(sidOf(login))).toEqual(later)
  })

  test('G04 never bring back a session that has ended in the meantime', async () => {
    const login = await logIn(api, person)
    await use(login)
    await api.post('/api/auth/logout', { refreshToken: login.refreshToken })
    await api.opened.auth.writeLastUses()
    expect(await lastUse(sidOf(login))).toBeUndefined()
  })

  test('are kept if the database fails, and written later', async () => {
    const login = await logIn(api, person)
    await setLastUse(sidOf(login), daysAgo(1))
    const before = new Date()
    await use(login)
    const { prisma } = api.opened.database
    await prisma.$executeRawUnsafe('ALTER TABLE session RENAME TO session_away')
    await expect(api.opened.auth.writeLastUses()).rejects.toThrow()
    await prisma.$executeRawUnsafe('ALTER TABLE session_away RENAME TO session')
    await api.opened.auth.writeLastUses()
    expect((await lastUse(sidOf(login)))?.getTime()).toBeGreaterThanOrEqual(before.getTime())
  })

  test('are written periodically and once more at the end, even after failures', async () => {
    const writeLastUses = vi.fn(async () => {})
    writeLastUses.mockRejectedValueOnce(new Error('down'))
    const stop = keepLastUses({ writeLastUses }, createLog('silent'), 1)
    await vi.waitFor(() => expect(writeLastUses.mock.calls.length).toBeGreaterThan(3))
    await stop()
    const times = writeLastUses.mock.calls.length
    await new Promise((resolve) => setImmediate(resolve))
    expect(writeLastUses).toHaveBeenCalledTimes(times)
  })

  test('are written when the server stops', async () => {
    await using database = await lastingDatabase()
    const before = new Date()
    let sid: string
    {
      await using first = await startApi(database.env)
      const login = await logIn(first, await newPerson(first))
      sid = sidOf(login)
      await first.opened.database.prisma.session.update({ where: { sid }, data: { lastUsedAt: daysAgo(1) } })
      await first.get('/api/auth/me', { Authorization: `Bearer ${login.accessToken}` })
    }
    await using next = await startApi(database.env)
    const session = await next.opened.database.prisma.session.findUniqueOrThrow({ where: { sid } })
    expect(session.lastUsedAt.getTime()).toBeGreaterThanOrEqual(before.getTime())
  })
})
