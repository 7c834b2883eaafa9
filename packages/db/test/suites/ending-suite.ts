/** What every session store must do when sessions end: delete the rows, and record for each why and by whom. */
import { randomUUID } from 'node:crypto'
import { endReasons } from '@campusbite/auth'
import { describe, expect, it } from 'vitest'
import type { Database } from '../../src/open-database'
import { after, aRotation, aSession, aUser, endingOf, now } from '../people'

export function endingSuite(database: () => Database): void {
  describe('ending', () => {
    it.each(endReasons)('G28 records an ending for the reason %s, in the statement that ends it', async (reason) => {
      const db = database()
      const user = await aUser(db)
      const { sid, createdAt, accessUntil } = await aSession(db, user)
      const startedAt = Date.now()
      const ended = await db.sessions.end({ which: { sid }, reason, endedBy: `user:${user.id}` })
      expect(ended).toEqual([{ sid, userId: user.id, accessUntil }])
      const record = await endingOf(db, sid)
      const told = { sid, userId: user.id, startedAt: createdAt, accessUntil, reason, endedBy: `user:${user.id}` }
      expect(record).toMatchObject(told)
      expect(Math.abs((record?.endedAt.getTime() ?? 0) - startedAt)).toBeLessThan(10_000)
    })

    it('G02 returns when the last access token expires, including that of the last rotation', async () => {
      const db = database()
      const { sid } = await aSession(db, await aUser(db))
      await db.sessions.rotate(aRotation(sid, { accessUntil: after(5000) }))
      const [ended] = await db.sessions.end({ which: { sid }, reason: 'logout', endedBy: 'system' })
      expect(ended?.accessUntil).toEqual(after(5000))
      expect(await endingOf(db, sid)).toMatchObject({ accessUntil: after(5000) })
    })

    it('G12 is idempotent: repeated, or for an unknown session, it ends and records nothing', async () => {
      const db = database()
      const { sid } = await aSession(db, await aUser(db))
      const logout = { which: { sid }, reason: 'logout', endedBy: 'user:ada' } as const
      await db.sessions.end(logout)
      expect(await db.sessions.end({ ...logout, reason: 'reuse' })).toEqual([])
      expect(await endingOf(db, sid)).toMatchObject({ reason: 'logout' })
      expect(await db.sessions.end({ ...logout, which: { sid: 'zero \0 byte' } })).toEqual([])
    })

    it('G28 ends concurrent sessions each for its own user, and returns each its own result', async () => {
      const db = database()
      const sessions = await Promise.all(
        Array.from({ length: 40 }, async (_, n) => aSession(db, await aUser(db, `Person ${n}`))),
      )
      const [kept] = await Promise.all([aSession(db, await aUser(db))])
      const logOut = ({ sid, userId }: { sid: string; userId: string }) =>
        db.sessions.end({ which: { sid, userId }, reason: 'logout', endedBy: `user:${userId}` })
      const strange = { sid: kept.sid, userId: sessions[0]?.userId ?? '' }
      const never = { sid: randomUUID(), userId: kept.userId }
      const [others, ...own] = await Promise.all([
        Promise.all([logOut(strange), logOut(never), logOut({ ...kept, sid: 'zero \0 byte' })]),
        ...sessions.map(logOut),
      ])
      expect(others).toEqual([[], [], []])
      expect(own).toEqual(sessions.map(({ sid, userId, accessUntil }) => [{ sid, userId, accessUntil }]))
      for (const { sid, userId } of sessions) {
        expect(await endingOf(db, sid)).toMatchObject({ userId, reason: 'logout', endedBy: `user:${userId}` })
        expect(await db.sessions.find(sid)).toBeNull()
      }
      expect(await db.sessions.find(kept.sid)).not.toBeNull()
    })

    it('G12 ends a session once, even if named many times at the same moment', async () => {
      const db = database()
      const [first, second] = [await aSession(db, await aUser(db)), await aSession(db, await aUser(db, 'Bob'))]
      const logOut = ({ sid, userId }: { sid: string; userId: string }) =>
        db.sessions.end({ which: { sid, userId }, reason: 'logout', endedBy: `user:${userId}` })
      const answers = await Promise.all([first, second, first, second, second, first].map(logOut))
      expect(
        answers
          .flat()
          .map(({ sid }) => sid)
          .sort(),
      ).toEqual([first.sid, second.sid].sort())
    })

    it("G14 leaves another user's session alone, however it is named", async () => {
      const db = database()
      const [ada, bob] = [await aUser(db), await aUser(db, 'Bob')]
      const { sid } = await aSession(db, bob)
      const which = { sid, userId: ada.id }
      expect(await db.sessions.end({ which, reason: 'ended-by-user', endedBy: `user:${ada.id}` })).toEqual([])
      expect(await db.sessions.find(sid)).not.toBeNull()
      expect(await endingOf(db, sid)).toBeNull()
    })

    it('G14 ends all others but this one, all of a user, or all', async () => {
      const db = database()
      const [ada, bob] = [await aUser(db), await aUser(db, 'Bob')]
      const [first, second, third] = [await aSession(db, ada), await aSession(db, ada), await aSession(db, ada)]
      const bobs = await aSession(db, bob)
      const sids = (ended: { sid: string }[]) => ended.map(({ sid }) => sid).sort()
      const which = { userId: ada.id, except: first.sid }
      expect(sids(await db.sessions.end({ which, reason: 'logout-others', endedBy: 'user:ada' }))).toEqual(
        [second.sid, third.sid].sort(),
      )
      const everywhere = { which: { userId: ada.id }, reason: 'logout-everywhere', endedBy: 'user:ada' } as const
      expect(sids(await db.sessions.end(everywhere))).toEqual([first.sid])
      expect(await db.sessions.find(bobs.sid)).not.toBeNull()
      expect(sids(await db.sessions.end({ which: 'all', reason: 'operator', endedBy: 'operator:eve' }))).toContain(
        bobs.sid,
      )
      expect(await db.prisma.session.count()).toBe(0)
    })

    it('G18 sweeps sessions beyond either limit, and no others', async () => {
      const db = database()
      const user = await aUser(db)
      const over = await aSession(db, user, { expiresAt: after(-50) })
      const idle = await aSession(db, user, { lastUsedAt: after(-100.001) })
      const alive = await aSession(db, user, { lastUsedAt: after(-100), expiresAt: after(-49.999) })
      const which = { expiredBefore: after(-50), idleBefore: after(-100) }
      const ended = await db.sessions.end({ which, reason: 'expired', endedBy: 'system' })
      expect(ended.map(({ sid }) => sid).sort()).toEqual([over.sid, idle.sid].sort())
      expect(await db.sessions.find(alive.sid)).not.toBeNull()
    })
  })

  describe('ending without the store', () => {
    const byHand = { reason: 'removed', endedBy: 'system' }

    it('G28 records a manual DELETE, a cascade from the user, and a TRUNCATE', async () => {
      const db = database()
      const user = await aUser(db)
      const [first, second, third] = [
        await aSession(db, user),
        await aSession(db, user),
        await aSession(db, await aUser(db)),
      ]
      await db.prisma.$executeRaw`DELETE FROM session WHERE sid = ${first.sid}`
      expect(await endingOf(db, first.sid)).toMatchObject({ ...byHand, accessUntil: first.accessUntil })
      await db.prisma.$executeRaw`DELETE FROM user_account WHERE id = ${user.id}`
      expect(await endingOf(db, second.sid)).toMatchObject({ ...byHand, userId: user.id })
      await db.prisma.$executeRaw`TRUNCATE session`
      expect(await endingOf(db, third.sid)).toMatchObject(byHand)
    })

    it('G28 does not inherit the reason of an earlier transaction on the same connection', async () => {
      const db = database()
      const user = await aUser(db)
      const [first, second] = [await aSession(db, user), await aSession(db, user)]
      const connection = () => db.prisma.$queryRaw`SELECT pg_backend_pid() AS pid`
      await db.sessions.end({ which: { sid: first.sid }, reason: 'operator', endedBy: 'operator:eve' })
      const before = await connection()
      await db.prisma.$executeRaw`DELETE FROM session WHERE sid = ${second.sid}`
      expect(await connection()).toEqual(before)
      expect(await endingOf(db, second.sid)).toMatchObject(byHand)
    })

    it('G28 leaves neither ending nor record if the transaction is rolled back', async () => {
      const db = database()
      const { sid } = await aSession(db, await aUser(db))
      const undone = db.prisma.$transaction(async (tx) => {
        await tx.session.delete({ where: { sid } })
        expect(await tx.sessionEnding.count({ where: { sid } })).toBe(1)
        throw new Error('undo')
      })
      await expect(undone).rejects.toThrow('undo')
      expect(await db.sessions.find(sid)).not.toBeNull()
      expect(await endingOf(db, sid)).toBeNull()
    })

    it('G02 ends a session again that was restored by hand, until its last access token expires', async () => {
      const db = database()
      const user = await aUser(db)
      const { sid } = await aSession(db, user)
      await db.sessions.end({ which: { sid }, reason: 'logout', endedBy: 'user:ada' })
      await aSession(db, user, { sid, accessUntil: after(9000), createdAt: now })
      await db.prisma.$executeRaw`DELETE FROM session WHERE sid = ${sid}`
      expect(await endingOf(db, sid)).toMatchObject({ reason: 'logout', accessUntil: after(9000) })
    })
  })
}
