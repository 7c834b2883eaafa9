/** A database filled by an older version is migrated to this version, with all its data. */
import { randomUUID } from 'node:crypto'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Revocations } from '@campusbite/auth'
import { describe, expect, it } from 'vitest'
import { type Database, openDatabase } from '../src/index'
import { readMigrations } from '../src/migration-files'
import { after, aRotation, aSession, endingOf, hash, passwordHash } from './people'
import { Opened } from './postgres'

const idsAreUuids = '20261123100000_ids_are_uuids'

/** The migrations before the named one. */
function migrationsBefore(opened: Opened, name: string): string {
  const { directory, migrations } = readMigrations()
  const older = opened.add(mkdtempSync(join(tmpdir(), 'campusbite-migrations-')), (made) =>
    rmSync(made, { recursive: true }),
  )
  cpSync(directory, older, { recursive: true })
  for (const { name: later } of migrations) if (later >= name) rmSync(join(older, later), { recursive: true })
  return older
}

const places: [string, (opened: Opened) => Promise<{ url: string } | { dataDir: string }>][] = [
  ['PostgreSQL', async (opened) => ({ url: await opened.emptyUrl() })],
  [
    'PGlite',
    async (opened) => ({
      dataDir: opened.add(mkdtempSync(join(tmpdir(), 'campusbite-older-')), (made) =>
        rmSync(made, { recursive: true }),
      ),
    }),
  ],
]

/** As the previous version wrote them; the ids it generated are all uuids. */
async function fill({ prisma }: Database, userId: string, [sid, endedSid, orderId]: [string, string, string]) {
  await prisma.$executeRaw`
    INSERT INTO user_account (id, name, email, password_hash) VALUES (${userId}, 'Ada', ${`${sid}@campus.test`}, 'a hash')`
  for (const id of [sid, endedSid]) {
    await prisma.$executeRaw`
      INSERT INTO session (sid, user_id, current_hash, created_at, last_used_at, expires_at, access_until, user_agent)
      VALUES (${id}, ${userId}, ${hash('first')}, now(), now(), now() + '1 day', ${after(3600)}, 'Mozilla/5.0 (X11)')`
  }
  await prisma.$executeRaw`DELETE FROM session WHERE sid = ${endedSid}`
  await prisma.$executeRaw`
    INSERT INTO shop_order (id, user_id, placed_at, total_cents) VALUES (${orderId}, ${userId}, now(), 350)`
  await prisma.$executeRaw`
    INSERT INTO order_line (order_id, position, dish_id, name, quantity, price_cents)
    VALUES (${orderId}, 0, 'brownie', 'Brownie', 1, 350)`
}

describe.each(places)('an older database, %s', (_, place) => {
  it('keeps its users, sessions, endings and orders when ids become uuids, and drops user agent strings', async () => {
    await using opened = new Opened()
    const where = await place(opened)
    const older = { ...where, migrationsDir: migrationsBefore(opened, idsAreUuids), revocations: new Revocations() }
    const before = await openDatabase(older)
    const [userId, sid, endedSid, orderId] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()]
    await fill(before, userId, [sid, endedSid, orderId])
    await before.close()

    const revocations = new Revocations()
    const db = await opened.database({ ...where, revocations })
    expect(db.migrated).toContain(idsAreUuids)
    expect(revocations.has(endedSid)).toBe(true)
    expect(await endingOf(db, endedSid)).toMatchObject({ userId, reason: 'removed' })
    expect(await db.sessions.list(userId)).toMatchObject([{ sid, userId, device: null }])
    expect(await db.sessions.rotate(aRotation(sid, { now: new Date() }))).toMatchObject({ outcome: 'rotated' })
    expect(await db.shop.orders(userId)).toMatchObject([{ id: orderId, lines: [{ dishId: 'brownie' }] }])

    const { sid: newer } = await aSession(db, { id: userId })
    await db.sessions.end({ which: { sid: newer, userId }, reason: 'logout', endedBy: `user:${userId}` })
    expect(await endingOf(db, newer)).toMatchObject({ userId, reason: 'logout', endedBy: `user:${userId}` })
    expect(await db.users.deleteUser({ userId, checkedHash: passwordHash, endedBy: 'system' })).toMatchObject([{ sid }])
    expect(await db.prisma.orderLine.count()).toBe(0)
  })

  it('gives rows with handmade ids a derived uuid, and ends their sessions', async () => {
    await using opened = new Opened()
    const where = await place(opened)
    const older = { ...where, migrationsDir: migrationsBefore(opened, idsAreUuids), revocations: new Revocations() }
    const before = await openDatabase(older)
    const sid = randomUUID()
    await fill(before, 'ada', [sid, 'gone', 'first'])
    await before.close()

    const revocations = new Revocations()
    const db = await opened.database({ ...where, revocations })
    const user = await db.users.findByEmail(`${sid}@campus.test`)
    expect(user).toMatchObject({ name: 'Ada' })
    const { id = '' } = user ?? {}
    expect(await db.shop.orders(id)).toMatchObject([{ lines: [{ dishId: 'brownie' }] }])
    // This session's tokens name its user by the old id, and could no longer end it.
    expect(await db.sessions.find(sid)).toBeNull()
    expect(revocations.has(sid)).toBe(true)
    expect(await endingOf(db, sid)).toMatchObject({ userId: id, reason: 'removed' })
    expect(await db.prisma.sessionEnding.findMany()).toHaveLength(2)
  })
})
