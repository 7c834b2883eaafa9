/** What a logout costs the database: no notification if nobody listens, and a statement is planned once. */
import { type NewSession, Revocations } from '@campusbite/auth'
import { expect, it, vi } from 'vitest'
import { aSession, aUser } from './people'
import { logOut, Opened } from './postgres'

it('G02 an instance that is alone notifies nobody, until another has come', async () => {
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

it('plans the batch statement once per connection, not once per batch size', async () => {
  await using opened = new Opened()
  const db = await opened.database({ url: await opened.url() })
  const user = await aUser(db)
  // Enough rows to make the number of ids matter to the planner.
  await db.prisma.$executeRaw`
    INSERT INTO session (sid, user_id, current_hash, created_at, last_used_at, expires_at, access_until)
    SELECT gen_random_uuid(), ${user.id}::uuid, '', now(), now(), now(), now() FROM generate_series(1, 20000)`
  await db.prisma.$executeRaw`ANALYZE session`
  // One after the other: all on the one connection whose plans are checked.
  const sessions: NewSession[] = []
  for (let n = 0; n < 36; n += 1) sessions.push(await aSession(db, user))
  for (const size of [2, 3, 2, 3, 4, 2, 5, 3, 2, 2, 3, 5])
    await Promise.all(sessions.splice(0, size).map((session) => logOut(db, session)))
  const [plans] = await db.prisma.$queryRaw<{ anew: bigint; once: bigint }[]>`
    SELECT custom_plans AS anew, generic_plans AS once FROM pg_prepared_statements WHERE name = 'log-out-many'`
  // PostgreSQL always replans the first five times.
  expect(plans?.anew).toBeLessThanOrEqual(5n)
  expect(plans?.once).toBeGreaterThan(0n)
})
