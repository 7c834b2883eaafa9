/** What every store must do with an invalid id: find nothing, change nothing, and pass on no PostgreSQL error. */
import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Database } from '../../src/open-database'
import { after, aRotation, aSession, aUser, endingOf, now, passwordHash } from '../people'

/** PostgreSQL would accept the last ones as the id itself. */
const strangeForms: [string, (id: string) => string][] = [
  ['nothing', () => ''],
  ['a word', () => 'nothing-there'],
  ['SQL', () => "' OR true --"],
  ['a NUL character', () => 'zero \0 byte'],
  ['a lone surrogate', () => '\ud800'],
  ['one character too many', (id) => `${id}0`],
  ['the id and a line break', (id) => `${id}\n`],
  ['upper case', (id) => id.toUpperCase()],
  ['braces', (id) => `{${id}}`],
  ['no hyphens', (id) => id.replaceAll('-', '')],
]

export function idSuite(database: () => Database): void {
  describe.each(strangeForms)('an id in the form of %s', (_, form) => {
    /** The id has a letter, so that it can be written in upper case. */
    const people = async () => {
      const db = database()
      const user = await aUser(db)
      const session = await aSession(db, user, { sid: `a${randomUUID().slice(1)}`, lastUsedAt: after(-60) })
      const { sid, userId } = session
      return { db, user, session, sid, userId, strangeSid: form(sid), strangeUser: form(userId) }
    }

    it('finds no session, and ends none', async () => {
      const { db, sid, userId, strangeSid, strangeUser } = await people()
      const { sessions } = db
      const before = await sessions.find(sid)
      expect(await sessions.find(strangeSid)).toBeNull()
      expect(await sessions.rotate(aRotation(strangeSid))).toEqual({ outcome: 'gone' })
      expect(await sessions.list(strangeUser)).toEqual([])
      for (const which of [
        { sid: strangeSid },
        { sid: strangeSid, userId },
        { sid, userId: strangeUser },
        { userId: strangeUser },
        { userId: strangeUser, except: randomUUID() },
      ]) {
        expect(await sessions.end({ which, reason: 'ended-by-user', endedBy: 'system' })).toEqual([])
      }
      for (const which of [
        { sid: strangeSid, userId },
        { sid, userId: strangeUser },
      ]) {
        expect(await sessions.end({ which, reason: 'logout', endedBy: `user:${which.userId}` })).toEqual([])
      }
      expect(await sessions.find(sid)).toEqual(before)
      expect(await endingOf(db, sid)).toBeNull()
    })

    it('finds no reason for an ending', async () => {
      const { db, sid, strangeSid } = await people()
      await db.sessions.end({ which: { sid }, reason: 'operator', endedBy: 'system' })
      expect(await db.sessions.whyEnded(sid)).toBe('operator')
      expect(await db.sessions.whyEnded(strangeSid)).toBeNull()
    })

    it('spares no session when named as the one to keep', async () => {
      const { db, sid, userId, strangeSid } = await people()
      const which = { userId, except: strangeSid }
      expect(await db.sessions.end({ which, reason: 'logout-others', endedBy: 'system' })).toMatchObject([{ sid }])
    })

    it('does not affect other ids in the same batch', async () => {
      const { db, user, sid, strangeSid, strangeUser } = await people()
      await db.sessions.used([strangeSid, sid].map((of) => ({ sid: of, at: now })))
      expect(await db.sessions.find(sid)).toMatchObject({ lastUsedAt: now })
      expect(await Promise.all([strangeUser, user.id].map(db.users.findById))).toEqual([
        null,
        expect.objectContaining(user),
      ])
      const logOut = (of: string) =>
        db.sessions.end({ which: { sid: of, userId: user.id }, reason: 'logout', endedBy: `user:${user.id}` })
      expect(await Promise.all([strangeSid, sid].map(logOut))).toEqual([[], [expect.objectContaining({ sid })]])
    })

    it('as a user id, starts no session, changes nothing and orders nothing', async () => {
      const { db, user, sid, strangeUser } = await people()
      const { users, shop } = db
      const nobody = { userId: strangeUser, checkedHash: passwordHash, endedBy: 'system' }
      await expect(aSession(db, { id: strangeUser })).rejects.toMatchObject({ code: 'INVALID_CREDENTIALS' })
      const change = { ...nobody, passwordHash: 'new', keepSid: sid }
      await expect(users.changePassword(change)).rejects.toMatchObject({ code: 'WRONG_PASSWORD' })
      expect(await users.deleteUser(nobody)).toEqual([])
      expect(await users.disableUser(strangeUser, 'system', now)).toEqual([])
      expect(await shop.orders(strangeUser)).toEqual([])
      const order = shop.placeOrder(strangeUser, [{ dishId: 'brownie', quantity: 1 }])
      await expect(order).rejects.toMatchObject({ code: 'SESSION_ENDED' })
      expect(await users.findById(user.id)).toMatchObject({ passwordHash: 'a hash', disabledAt: null })
      expect(await db.sessions.list(user.id)).toHaveLength(1)
    })
  })
}
