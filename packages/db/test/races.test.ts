import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Database } from '../src/index'
import { after, aRotation, aSession, aUser, endingOf, hash, now, passwordHash } from './people'
import { Opened, somebodyWaits } from './postgres'

const rounds = 25

describe('races on PostgreSQL', () => {
  it('G04 of eight concurrent redemptions of one token, one wins and the others repeat', async () => {
    await using opened = new Opened()
    const url = await opened.url()
    const [db, other] = [await opened.database({ url }), await opened.console(url)]
    // Each on its own instance: a single instance would batch them, or run one after the other.
    const instances = [db, ...(await Promise.all(Array.from({ length: 7 }, () => opened.database({ url }))))]
    const { sid } = await aSession(db, await aUser(db))
    // Connected by now: nothing waits for a lock forever.
    await Promise.all(instances.map((on) => on.sessions.find(sid)))
    await other.query('BEGIN')
    await other.query('SELECT FROM session FOR UPDATE')
    const rotated = instances.map((on, n) => on.sessions.rotate(aRotation(sid, { toHash: hash(`winner ${n}`) })))
    await somebodyWaits(url, 8)
    await other.query('COMMIT')
    const results = await Promise.all(rotated)
    const won = results.findIndex(({ outcome }) => outcome === 'rotated')
    const outcomes = results.map(({ outcome }) => outcome).sort()
    expect(outcomes).toEqual([...Array.from({ length: 7 }, () => 'repeated'), 'rotated'])
    expect(await db.sessions.find(sid)).toMatchObject({ currentHash: hash(`winner ${won}`) })
  })

  it('G04 of two instances that redeem the same tokens in batches, one wins each', async () => {
    await using opened = new Opened()
    const url = await opened.url()
    const [db, other] = [await opened.database({ url }), await opened.database({ url })]
    const user = await aUser(db)
    for (let round = 0; round < rounds; round++) {
      const sessions = await Promise.all(Array.from({ length: 10 }, () => aSession(db, user)))
      const rotateAll = (on: Database, by: string) =>
        Promise.all(sessions.map(({ sid }) => on.sessions.rotate(aRotation(sid, { toHash: hash(by) }))))
      const [here, there] = await Promise.all([rotateAll(db, 'here'), rotateAll(other, 'there')])
      for (const [index, { sid }] of sessions.entries()) {
        const outcomes = [here[index]?.outcome, there[index]?.outcome]
        expect([...outcomes].sort()).toEqual(['repeated', 'rotated'])
        const currentHash = hash(outcomes[0] === 'rotated' ? 'here' : 'there')
        expect(await db.sessions.find(sid)).toMatchObject({ currentHash })
      }
    }
  })

  it('G04 a locked row delays its own rotation, and no other in the batch', async () => {
    await using opened = new Opened()
    const url = await opened.url()
    const [db, other] = [await opened.database({ url }), await opened.console(url)]
    const user = await aUser(db)
    const held = await aSession(db, user)
    const free = await Promise.all(Array.from({ length: 20 }, () => aSession(db, user)))
    await other.query('BEGIN')
    await other.query('DELETE FROM session WHERE sid = $1', [held.sid])
    const rotate = ({ sid }: { sid: string }, n: number) =>
      db.sessions.rotate(aRotation(sid, { toHash: hash(`next ${n}`), now: after(n), accessUntil: after(9000 + n) }))
    const [waits, ...together] = [held, ...free].map(rotate)
    expect(await somebodyWaits(url)).not.toContain('unnest')
    const results = await Promise.all(together)
    await other.query('COMMIT')
    expect(await waits).toEqual({ outcome: 'gone' })
    for (const [index, { sid }] of free.entries()) {
      const n = index + 1
      const session = { sid, accessUntil: after(9000 + n), role: 'customer' }
      expect(results[index]).toMatchObject({ outcome: 'rotated', session })
      const kept = {
        currentHash: hash(`next ${n}`),
        previousHash: hash('first'),
        rotatedAt: after(n),
        lastUsedAt: after(n),
      }
      expect(await db.sessions.find(sid)).toMatchObject({ ...session, ...kept })
    }
  })

  it('G04 many locked rows leave connections free for others', async () => {
    await using opened = new Opened()
    const url = await opened.url()
    const [db, other] = [await opened.database({ url }), await opened.console(url)]
    const user = await aUser(db)
    const some = (count: number) => Promise.all(Array.from({ length: count }, () => aSession(db, user)))
    const [held, free] = [await some(20), await some(5)]
    await other.query('BEGIN')
    await other.query('SELECT FROM session WHERE sid = ANY($1) FOR UPDATE', [held.map(({ sid }) => sid)])
    const endOf = ({ sid }: { sid: string }) =>
      db.sessions.end({ which: { sid, userId: user.id }, reason: 'logout', endedBy: `user:${user.id}` })
    const waiting = held.map(endOf)
    await somebodyWaits(url, 4)
    // The locks are released when these have ended, and not before.
    for (const session of free) expect(await endOf(session)).toHaveLength(1)
    await other.query('COMMIT')
    expect((await Promise.all(waiting)).flat()).toHaveLength(held.length)
  })

  it('G15 G18 each refresh in a batch is judged on its own', async () => {
    await using opened = new Opened()
    const db = await opened.database({ url: await opened.url() })
    const user = await aUser(db)
    const session = async (given = {}) => (await aSession(db, user, given)).sid
    const [alive, spent, overdue, idle] = [
      await session(),
      await session(),
      await session({ expiresAt: now }),
      await session({ lastUsedAt: after(-7200) }),
    ]
    const outcomes = await Promise.all(
      [
        aRotation(alive),
        aRotation(spent, { fromHash: hash('never issued') }),
        aRotation(overdue),
        aRotation(idle, { idleBefore: after(-3600) }),
        aRotation(randomUUID()),
      ].map(async (rotation) => (await db.sessions.rotate(rotation)).outcome),
    )
    expect(outcomes).toEqual(['rotated', 'reused', 'expired', 'expired', 'gone'])
  })

  it('G04 a logout beats every rotation in progress, and covers the last access token', async () => {
    await using opened = new Opened()
    const db = await opened.database({ url: await opened.url() })
    const user = await aUser(db)
    for (let round = 0; round < rounds; round++) {
      const { sid } = await aSession(db, user)
      const [rotated, ended] = await Promise.all([
        db.sessions.rotate(aRotation(sid, { accessUntil: after(9000) })),
        db.sessions.end({ which: { sid }, reason: 'logout', endedBy: 'user:ada' }),
      ])
      expect(ended).toHaveLength(1)
      expect(await db.sessions.find(sid)).toBeNull()
      expect(['rotated', 'gone']).toContain(rotated.outcome)
      if (rotated.outcome === 'rotated') expect(await endingOf(db, sid)).toMatchObject({ accessUntil: after(9000) })
    }
  })

  it('G04 a logout that waits for a rotation ends its result', async () => {
    await using opened = new Opened()
    const url = await opened.url()
    const [db, other] = [await opened.database({ url }), await opened.console(url)]
    const { sid } = await aSession(db, await aUser(db))
    await other.query('BEGIN')
    await other.query(`UPDATE session SET current_hash = 'x', access_until = $1`, [after(9000)])
    const ended = db.sessions.end({ which: { sid }, reason: 'logout', endedBy: 'user:ada' })
    await somebodyWaits(url)
    await other.query('COMMIT')
    expect(await ended).toMatchObject([{ sid, accessUntil: after(9000) }])
    expect(await db.sessions.find(sid)).toBeNull()
    expect(await endingOf(db, sid)).toMatchObject({ reason: 'logout', endedBy: 'user:ada', accessUntil: after(9000) })
  })

  it('G04 a locked row delays its own logout, and no other in the batch', async () => {
    await using opened = new Opened()
    const url = await opened.url()
    const [db, other] = [await opened.database({ url }), await opened.console(url)]
    const user = await aUser(db)
    const held = await aSession(db, user)
    const free = await Promise.all(Array.from({ length: 20 }, () => aSession(db, user)))
    await other.query('BEGIN')
    await other.query(`UPDATE session SET access_until = $1 WHERE sid = $2`, [after(9000), held.sid])
    const logOut = ({ sid }: { sid: string }) =>
      db.sessions.end({ which: { sid, userId: user.id }, reason: 'logout', endedBy: `user:${user.id}` })
    const [first, waits, ...together] = [free[0] ?? held, held, ...free.slice(1)].map(logOut)
    expect(await somebodyWaits(url)).not.toContain('unnest')
    expect((await Promise.all([first, ...together])).flat()).toHaveLength(20)
    expect(await db.sessions.find(held.sid)).not.toBeNull()
    await other.query('COMMIT')
    expect(await waits).toMatchObject([{ sid: held.sid, accessUntil: after(9000) }])
    expect(await db.sessions.find(held.sid)).toBeNull()
  })

  it('G04 a rotation that waits for a logout finds nothing', async () => {
    await using opened = new Opened()
    const url = await opened.url()
    const [db, other] = [await opened.database({ url }), await opened.console(url)]
    const { sid } = await aSession(db, await aUser(db))
    await other.query('BEGIN')
    await other.query('DELETE FROM session')
    const rotated = db.sessions.rotate(aRotation(sid))
    await somebodyWaits(url)
    await other.query('COMMIT')
    expect(await rotated).toEqual({ outcome: 'gone' })
  })

  it('G28 many concurrent logouts end each session once, without a deadlock', async () => {
    await using opened = new Opened()
    const db = await opened.database({ url: await opened.url() })
    const user = await aUser(db)
    for (let round = 0; round < rounds; round++) {
      const sessions = await Promise.all(Array.from({ length: 6 }, () => aSession(db, user)))
      const ways = [...sessions.map(({ sid }) => ({ sid })), { userId: user.id }, { userId: user.id }, 'all' as const]
      const ended = await Promise.all(
        ways.map((which) => db.sessions.end({ which, reason: 'operator', endedBy: 'system' })),
      )
      const sids = ended.flat().map(({ sid }) => sid)
      expect(sids.sort()).toEqual(sessions.map(({ sid }) => sid).sort())
    }
    expect(await db.prisma.sessionEnding.count()).toBe(rounds * 6)
  })

  it.each([
    ['disabling', 'UPDATE user_account SET disabled_at = now()'],
    ['change of the password', "UPDATE user_account SET password_hash = 'new'"],
    ['deletion', 'DELETE FROM user_account'],
  ])('G19 a login that waits for the %s of its user is refused', async (_, change) => {
    await using opened = new Opened()
    const url = await opened.url()
    const [db, other] = [await opened.database({ url }), await opened.console(url)]
    const user = await aUser(db)
    await other.query('BEGIN')
    await other.query(change)
    const login = expect(aSession(db, user)).rejects.toMatchObject({ code: 'INVALID_CREDENTIALS' })
    await somebodyWaits(url)
    await other.query('COMMIT')
    await login
    expect(await db.sessions.list(user.id)).toEqual([])
  })

  it('G19 an order that waits for the deletion of its user is refused, without an internal error', async () => {
    await using opened = new Opened()
    const url = await opened.url()
    const [db, other] = [await opened.database({ url }), await opened.console(url)]
    const user = await aUser(db)
    await other.query('BEGIN')
    await other.query('DELETE FROM user_account')
    const order = db.shop.placeOrder(user.id, [{ dishId: 'brownie', quantity: 1 }])
    const refused = expect(order).rejects.toMatchObject({ code: 'SESSION_ENDED' })
    await somebodyWaits(url)
    await other.query('COMMIT')
    await refused
    expect(await db.prisma.order.count()).toBe(0)
  })

  it.each(['disableUser', 'deleteUser', 'changePassword'] as const)(
    'G19 %s ends the session of a login in progress',
    async (change) => {
      await using opened = new Opened()
      const url = await opened.url()
      const [db, other] = [await opened.database({ url }), await opened.console(url)]
      const user = await aUser(db)
      const late = randomUUID()
      await other.query('BEGIN')
      // As the store does when it starts a session.
      await other.query('SELECT FROM user_account WHERE id = $1 FOR SHARE', [user.id])
      await other.query(
        `INSERT INTO session (sid, user_id, current_hash, created_at, last_used_at, expires_at, access_until)
         VALUES ($2, $1, 'x', now(), now(), now() + '1 day', now() + '1 hour')`,
        [user.id, late],
      )
      const ended = {
        disableUser: () => db.users.disableUser(user.id, 'operator:eve', now),
        deleteUser: () => db.users.deleteUser({ userId: user.id, checkedHash: passwordHash, endedBy: 'operator:eve' }),
        changePassword: () =>
          db.users.changePassword({
            userId: user.id,
            passwordHash: 'new',
            checkedHash: passwordHash,
            keepSid: randomUUID(),
            endedBy: 'operator:eve',
          }),
      }[change]()
      await somebodyWaits(url)
      await other.query('COMMIT')
      expect(await ended).toMatchObject([{ sid: late }])
      expect(await endingOf(db, late)).toMatchObject({ endedBy: 'operator:eve' })
      expect(await db.prisma.session.count()).toBe(0)
    },
  )
})
