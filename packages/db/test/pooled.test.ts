/** `?pgbouncer=true`: uses nothing that a transaction pool would lose. */
import { Revocations } from '@campusbite/auth'
import { expect, test, vi } from 'vitest'
import { listenersOf, withClient } from '../src/testing/index'
import { aSession, aUser } from './people'
import { Opened } from './postgres'

const withQuery = (url: string, query: string) => `${url}${url.includes('?') ? '&' : '?'}${query}`

test('G02 endings are followed by polling, and statements are unnamed', async () => {
  await using opened = new Opened()
  const url = withQuery(await opened.url(), 'pgbouncer=true')
  const revocations = new Revocations()
  const db = await opened.database({ url })
  await opened.database({ url, revocations, followEveryMs: 20 })
  // Without notifications, memory is never trusted, and yet the instance does not count as behind.
  const state = () => [revocations.isCurrent(new Date()), revocations.isFollowed(new Date())]
  expect(state()).toEqual([false, true])
  const { sid, userId } = await aSession(db, await aUser(db))
  await db.sessions.end({ which: { sid, userId }, reason: 'logout', endedBy: `user:${userId}` })
  await vi.waitFor(() => expect(revocations.has(sid)).toBe(true), { timeout: 20_000, interval: 10 })
  const [{ names } = { names: null }] = await db.prisma.$queryRaw<{ names: string | null }[]>`
    SELECT string_agg(name, ', ') AS names FROM pg_prepared_statements`
  expect(names).toBeNull()
  expect(state()).toEqual([false, true])
  expect(await withClient(url.replace(/[?&]pgbouncer=true/, ''), listenersOf)).toEqual([])
})

test.each([
  ["TimeZone = 'Asia/Tokyo'", 'WRONG_TIME_ZONE', 'Asia/Tokyo'],
  ["DateStyle = 'German'", 'WRONG_DATE_STYLE', 'German, DMY'],
])('refuses %s, since a pool cannot set another', async (setting, code, named) => {
  await using opened = new Opened()
  const url = await opened.url()
  await withClient(url, async (client) => {
    const { rows } = await client.query<{ name: string }>('SELECT current_database() AS name')
    await client.query(`ALTER DATABASE "${rows[0]?.name}" SET ${setting}`)
  })
  await expect(opened.database({ url: withQuery(url, 'pgbouncer=true') })).rejects.toMatchObject({
    code,
    message: expect.stringContaining(named),
  })
})

test('refuses to migrate, and leaves the database alone', async () => {
  await using opened = new Opened()
  const url = await opened.url()
  await (await opened.console(url)).query('DROP SCHEMA public CASCADE; CREATE SCHEMA public')
  await expect(opened.database({ url: withQuery(url, 'pgbouncer=true') })).rejects.toMatchObject({
    code: 'MIGRATION_THROUGH_POOL',
  })
})

test('refuses a schema in the URL, since a pool would lose it', async () => {
  await using opened = new Opened()
  const url = withQuery(await opened.url(), 'pgbouncer=true&schema=shop')
  await expect(opened.database({ url })).rejects.toMatchObject({ code: 'BAD_URL' })
})
