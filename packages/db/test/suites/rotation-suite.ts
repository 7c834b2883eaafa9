/** What every session store must do when a session is started, found and rotated. */
import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Database } from '../../src/open-database'
import { after, aRotation, aSession, aUser, hash, now } from '../people'

export function rotationSuite(database: () => Database): void {
  describe('starting and finding', () => {
    it("finds a started session with its user's role", async () => {
      const db = database()
      const user = await aUser(db)
      const { refreshHash, ...session } = await aSession(db, user)
      const expected = { ...session, currentHash: refreshHash, previousHash: null, rotatedAt: null, role: 'customer' }
      expect(await db.sessions.find(session.sid)).toEqual(expected)
      await db.prisma.user.update({ where: { id: user.id }, data: { role: 'operator' } })
      expect(await db.sessions.find(session.sid)).toMatchObject({ role: 'operator' })
    })

    it('gives concurrent lookups each their own session', async () => {
      const db = database()
      const user = await aUser(db)
      const sids = [(await aSession(db, user)).sid, randomUUID(), (await aSession(db, user)).sid, 'no id']
      const found = await Promise.all([...sids, ...sids].map((sid) => db.sessions.find(sid)))
      const [first, , third] = sids
      const expected = [{ sid: first }, null, { sid: third }, null]
      expect(found).toMatchObject([...expected, ...expected])
    })

    it('finds nothing for an invalid id', async () => {
      for (const sid of [randomUUID(), '', "' OR true --", 'zero \0 byte', '🍕']) {
        expect(await database().sessions.find(sid)).toBeNull()
      }
    })

    it("G20 lists the user's sessions and no one else's, last used first", async () => {
      const db = database()
      const [ada, bob] = [await aUser(db), await aUser(db, 'Bob')]
      const older = await aSession(db, ada, { lastUsedAt: after(-60) })
      const newer = await aSession(db, ada, { lastUsedAt: after(-30) })
      await aSession(db, bob)
      const { refreshHash: _, ...expected } = newer
      expect(await db.sessions.list(ada.id)).toEqual([expected, expect.objectContaining({ sid: older.sid })])
    })

    it('G19 starts no session for a deleted or disabled user', async () => {
      const db = database()
      const user = await aUser(db)
      await db.users.disableUser(user.id, 'operator:test', now)
      for (const id of [user.id, randomUUID()]) {
        await expect(aSession(db, { id })).rejects.toMatchObject({ code: 'INVALID_CREDENTIALS' })
        expect(await db.sessions.list(id)).toEqual([])
      }
    })
  })

  describe('rotation', () => {
    const start = async (given = {}) => {
      const db = database()
      const user = await aUser(db)
      return { db, user, ...(await aSession(db, user, given)) }
    }

    it('of several concurrent sessions is one transaction with separate results', async () => {
      const db = database()
      const user = await aUser(db)
      const sids = (await Promise.all(Array.from({ length: 5 }, () => aSession(db, user)))).map(({ sid }) => sid)
      const results = await Promise.all(
        sids.map((sid, n) => db.sessions.rotate(aRotation(sid, { toHash: hash(`next ${n}`) }))),
      )
      for (const [n, sid] of sids.entries()) {
        expect(results[n]).toMatchObject({ outcome: 'rotated', session: { sid } })
        const hashes = { currentHash: hash(`next ${n}`), previousHash: hash('first') }
        expect(await db.sessions.find(sid)).toMatchObject({ sid, ...hashes })
      }
      const transactions = await db.prisma.$queryRaw<unknown[]>`
        SELECT DISTINCT xmin::text FROM session WHERE sid = ANY(${sids}::uuid[])`
      expect(transactions).toHaveLength(1)
    })

    it('G18 replaces the hash and never moves the absolute limit', async () => {
      const { db, user, sid, expiresAt, createdAt } = await start()
      const at = after(60)
      const session = { sid, userId: user.id, createdAt, expiresAt, accessUntil: after(3600, at), role: 'customer' }
      expect(await db.sessions.rotate(aRotation(sid, { now: at }))).toEqual({ outcome: 'rotated', session })
      const hashes = { currentHash: hash('second'), previousHash: hash('first'), rotatedAt: at }
      expect(await db.sessions.find(sid)).toMatchObject({ ...session, lastUsedAt: at, ...hashes })
    })

    it('G02 remembers the longest-lived access token, even if a later one is shorter', async () => {
      const { db, user, sid } = await start({ accessUntil: after(7200) })
      const other = await aSession(db, user, { accessUntil: after(7200) })
      const rotations = [aRotation(sid), aRotation(other.sid)]
      for (const { outcome } of await Promise.all(rotations.map((one) => db.sessions.rotate(one)))) {
        expect(outcome).toBe('rotated')
      }
      await db.sessions.rotate(aRotation(sid, { fromHash: hash('second'), toHash: hash('third') }))
      for (const one of [sid, other.sid])
        expect(await db.sessions.find(one)).toMatchObject({ accessUntil: after(7200) })
      const [ended] = await db.sessions.end({ which: { sid }, reason: 'logout', endedBy: 'user:ada' })
      expect(ended).toMatchObject({ accessUntil: after(7200) })
    })

    it('G15 may be repeated within the interval without changing anything', async () => {
      const { db, sid } = await start()
      await db.sessions.rotate(aRotation(sid))
      const before = await db.sessions.find(sid)
      const late = aRotation(sid, { now: after(10), toHash: hash('other') })
      expect(await db.sessions.rotate(late)).toEqual({ outcome: 'repeated', session: before })
      expect(await db.sessions.find(sid)).toEqual(before)
    })

    it('G15 is reuse after the interval, and at once for an older or unknown token', async () => {
      const { db, sid } = await start()
      await db.sessions.rotate(aRotation(sid))
      expect(await db.sessions.rotate(aRotation(sid, { now: after(10.001) }))).toEqual({ outcome: 'reused' })
      await db.sessions.rotate(aRotation(sid, { fromHash: hash('second'), toHash: hash('third') }))
      expect(await db.sessions.rotate(aRotation(sid))).toEqual({ outcome: 'reused' })
      expect(await db.sessions.rotate(aRotation(sid, { fromHash: hash('never') }))).toEqual({ outcome: 'reused' })
      expect(await db.sessions.find(sid)).toMatchObject({ currentHash: hash('third') })
    })

    it('G18 is refused from the absolute limit on', async () => {
      const { db, sid, expiresAt } = await start({ expiresAt: after(100), lastUsedAt: after(90) })
      expect(await db.sessions.rotate(aRotation(sid, { now: expiresAt }))).toEqual({ outcome: 'expired' })
      expect(await db.sessions.find(sid)).toMatchObject({ currentHash: hash('first') })
      expect((await db.sessions.rotate(aRotation(sid, { now: after(-0.001, expiresAt) }))).outcome).toBe('rotated')
      expect(await db.sessions.rotate(aRotation(sid, { now: expiresAt }))).toEqual({ outcome: 'expired' })
    })

    it('G18 is refused after the idle limit', async () => {
      const { db, sid } = await start({ lastUsedAt: after(-100) })
      expect(await db.sessions.rotate(aRotation(sid, { idleBefore: after(-99.999) }))).toEqual({ outcome: 'expired' })
      expect((await db.sessions.rotate(aRotation(sid, { idleBefore: after(-100) }))).outcome).toBe('rotated')
    })

    it('G01 does not bring back an ended session, by its current or previous token', async () => {
      const { db, sid } = await start()
      await db.sessions.rotate(aRotation(sid))
      await db.sessions.end({ which: { sid }, reason: 'logout', endedBy: 'user:ada' })
      for (const token of ['first', 'second']) {
        expect(await db.sessions.rotate(aRotation(sid, { fromHash: hash(token) }))).toEqual({ outcome: 'gone' })
      }
      expect(await db.sessions.find(sid)).toBeNull()
      expect(await db.sessions.rotate(aRotation('zero \0 byte'))).toEqual({ outcome: 'gone' })
    })
  })
}
