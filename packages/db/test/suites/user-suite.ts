/** What every user store must do, above all to the sessions of the users it changes. */
import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Database } from '../../src/open-database'
import { after, aSession, aUser, endingOf, now, passwordHash } from '../people'

export function userSuite(database: () => Database): void {
  describe('users', () => {
    it('are created once per email address, and found by it and by id', async () => {
      const db = database()
      const user = await aUser(db)
      expect(user).toEqual({ id: expect.any(String), name: 'Ada', email: user.email, role: 'customer' })
      expect(await db.users.create({ name: 'Eve', email: user.email, passwordHash: 'other' })).toBeNull()
      const stored = { ...user, passwordHash: 'a hash', disabledAt: null }
      expect(await db.users.findByEmail(user.email)).toEqual(stored)
      expect(await db.users.findById(user.id)).toEqual(stored)
    })

    it('are not found if they do not exist', async () => {
      const { users } = database()
      expect(await users.findByEmail('nobody@campusbite.test')).toBeNull()
      expect(await users.findByEmail('zero\0@campusbite.test')).toBeNull()
      expect(await users.findById(randomUUID())).toBeNull()
    })

    it('cannot have an email address in mixed case, which would allow a second account', async () => {
      const { users } = database()
      await expect(users.create({ name: 'Ada', email: 'Ada@campusbite.test', passwordHash: '' })).rejects.toThrow()
    })

    it('G19 changing the password ends every session but the one that changed it', async () => {
      const db = database()
      const [user, other] = [await aUser(db), await aUser(db, 'Bob')]
      const [kept, ended, others] = [await aSession(db, user), await aSession(db, user), await aSession(db, other)]
      const checked = { userId: user.id, checkedHash: passwordHash, endedBy: `user:${user.id}` }
      const change = { ...checked, passwordHash: 'new', keepSid: kept.sid }
      expect(await db.users.changePassword(change)).toEqual([
        { sid: ended.sid, userId: user.id, accessUntil: ended.accessUntil },
      ])
      expect(await db.users.findById(user.id)).toMatchObject({ passwordHash: 'new' })
      expect(await endingOf(db, ended.sid)).toMatchObject({ reason: 'password-change', endedBy: `user:${user.id}` })
      for (const { sid } of [kept, others]) expect(await db.sessions.find(sid)).not.toBeNull()
    })

    it('G19 deleting the account ends every session, deletes the orders and keeps the records', async () => {
      const db = database()
      const user = await aUser(db)
      const { sid, accessUntil } = await aSession(db, user)
      await db.shop.placeOrder(user.id, [{ dishId: 'brownie', quantity: 1 }])
      const deletion = { userId: user.id, checkedHash: passwordHash, endedBy: `user:${user.id}` }
      expect(await db.users.deleteUser(deletion)).toEqual([{ sid, userId: user.id, accessUntil }])
      expect(await db.users.findById(user.id)).toBeNull()
      expect(await db.prisma.order.count({ where: { userId: user.id } })).toBe(0)
      expect(await endingOf(db, sid)).toMatchObject({ userId: user.id, reason: 'account-deleted' })
      expect(await db.users.deleteUser(deletion)).toEqual([])
    })

    it('G19 a password that has changed since it was checked deletes nothing', async () => {
      const db = database()
      const user = await aUser(db)
      const { sid } = await aSession(db, user)
      const deletion = db.users.deleteUser({ userId: user.id, checkedHash: 'the one before', endedBy: 'user:ada' })
      await expect(deletion).rejects.toMatchObject({ code: 'WRONG_PASSWORD' })
      expect(await db.users.findById(user.id)).not.toBeNull()
      expect(await db.sessions.find(sid)).not.toBeNull()
    })

    it('G19 disabling the account ends every session, and a repeat keeps the first time', async () => {
      const db = database()
      const user = await aUser(db)
      const { sid } = await aSession(db, user)
      const [ended] = await db.users.disableUser(user.id, 'operator:eve', now)
      expect(ended?.sid).toBe(sid)
      expect(await endingOf(db, sid)).toMatchObject({ reason: 'account-disabled', endedBy: 'operator:eve' })
      expect(await db.users.disableUser(user.id, 'operator:eve', after(60))).toEqual([])
      expect(await db.users.findById(user.id)).toMatchObject({ disabledAt: now })
    })

    it("G19 disabling a user by a manual UPDATE also ends their sessions, and nobody else's", async () => {
      const db = database()
      const [user, other] = [await aUser(db), await aUser(db)]
      const sids = [(await aSession(db, user)).sid, (await aSession(db, user)).sid]
      const { sid: spared } = await aSession(db, other)
      await db.prisma.$executeRaw`UPDATE user_account SET disabled_at = ${now} WHERE id = ${user.id}::uuid`
      for (const sid of sids) {
        expect(await db.sessions.find(sid)).toBeNull()
        expect(await endingOf(db, sid)).toMatchObject({ reason: 'account-disabled', endedBy: 'system' })
      }
      expect(await db.sessions.find(spared)).not.toBeNull()
    })
  })
}
