/** What a logout costs the database: nobody is told where nobody listens, and a statement is planned once. */
import { Revocations } from '@campusbite/auth'
import { expect, it, vi } from 'vitest'
import type { Database } from '../src/index'
import { aSession, aUser } from '../src/testing/people'
import { Opened } from './postgres'

const logOut = (db: Database, { sid, userId }: { sid: string; userId: string }) =>
  db.sessions.end({ which: { sid, userId }, reason: 'logout', endedBy: `user:${userId}` })

it('G02 an instance that is alone tells nobody, and whoever has come since', async () => {
  await using opened = new Opened()
  const url = await opened.url()
  const revocations = new Revocations()
  const db = await opened.database({ url, revocations })
  const listening = await opened.console(url)
  const heard: string[] = []
  listening.on('notification', ({ payload = '' }) => heard.push(payload))
  await listening.query('LISTEN session_ended')
  const user = await aUser(db)
  const [alone, byHand, beside] = [await aSession(db, user), await aSession(db, user), await aSession(db, user)]
  await vi.waitFor(() => expect(revocations.isCurrent(new Date())).toBe(true), { timeout: 20_000, interval: 10 })
  await logOut(db, alone)
  await listening.query('DELETE FROM session WHERE sid = $1', [byHand.sid])
  await opened.database({ url })
  await logOut(db, beside)
  await listening.query('SELECT 1')
  expect(heard).toEqual([byHand.sid, beside.sid])
})

it('plans the logout of many once on a connection, and not anew for each number of them', async () => {
  await using opened = new Opened()
  const db = await opened.database({ url: await opened.url() })
  const user = await aUser(db)
  for (let batch = 0; batch < 12; batch += 1) {
    const sessions = await Promise.all(Array.from({ length: 2 + (batch % 2) }, () => aSession(db, user)))
    await Promise.all(sessions.map((session) => logOut(db, session)))
  }
  const [plans] = await db.prisma.$queryRaw<{ anew: bigint; once: bigint }[]>`
    SELECT custom_plans AS anew, generic_plans AS once FROM pg_prepared_statements WHERE name = 'log-out-many'`
  // PostgreSQL always makes the first five anew.
  expect(plans?.anew).toBeLessThanOrEqual(5n)
  expect(plans?.once).toBeGreaterThan(0n)
})
