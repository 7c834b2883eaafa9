import { randomUUID } from 'node:crypto'
import { Revocations } from '@campusbite/auth'
import { describe, expect, it, vi } from 'vitest'
import type { Heard } from '../src/connection'
import { followEndings } from '../src/follow-endings'
import { cutListeners, freshDatabase, freshDataDir, listenersOf, startPostgres } from '../src/testing/index'
import { after, aSession, aUser } from './people'
import { logOut, Opened } from './postgres'

const soon = { timeout: 20_000, interval: 10 }
const learns = (revocations: Revocations, sid: string) =>
  vi.waitFor(() => expect(revocations.has(sid)).toBe(true), soon)
/** Far longer than a test: only notifications can tell. */
const never = 3_600_000

describe('following endings', () => {
  it('G02 knows at startup which sessions with valid access tokens have ended, and no others', async () => {
    await using opened = new Opened()
    const url = await opened.url()
    const db = await opened.database({ url })
    const user = await aUser(db)
    const [alive, dead, open] = [
      await aSession(db, user),
      await aSession(db, user, { accessUntil: after(-120) }),
      await aSession(db, user),
    ]
    for (const { sid } of [alive, dead])
      await db.sessions.end({ which: { sid }, reason: 'logout', endedBy: 'user:ada' })
    await db.close()
    const revocations = new Revocations()
    expect(revocations.isCurrent(new Date())).toBe(false)
    await opened.database({ url, revocations })
    expect([alive, dead, open].map(({ sid }) => revocations.has(sid))).toEqual([true, false, false])
    expect(revocations.isCurrent(new Date())).toBe(true)
  })

  it("G02 uses the clock that tokens are issued by, even if the database's differs", async () => {
    await using opened = new Opened()
    const url = await opened.url()
    const hour = 3_600
    const behind = () => after(-2 * hour)
    const db = await opened.database({ url, now: behind })
    const session = await aSession(db, await aUser(db), { accessUntil: after(-hour) })
    await logOut(db, session)
    await db.close()
    const revocations = new Revocations()
    const next = await opened.database({ url, now: behind, revocations })
    expect(revocations.has(session.sid)).toBe(true)
    const told = async (now: Date) => (await next.sessions.endedSince('0', now)).endings.map(({ sid }) => sid)
    expect([await told(behind()), await told(new Date())]).toEqual([[session.sid], []])
  })

  it('G02 reloads entries it had dropped as expired when the clock is set back', async () => {
    await using opened = new Opened()
    let seconds = 0
    const clock = () => after(seconds)
    const revocations = new Revocations()
    const db = await opened.database({ url: await opened.url(), now: clock, revocations, followEveryMs: 20 })
    const session = await aSession(db, await aUser(db), { accessUntil: after(100) })
    await logOut(db, session)
    await learns(revocations, session.sid)
    seconds = 200
    await vi.waitFor(() => expect(revocations.has(session.sid)).toBe(false), soon)
    seconds = 50
    await learns(revocations, session.sid)
  })

  it('G02 hears at once of an ending by another instance, or by hand', async () => {
    await using opened = new Opened()
    const url = await opened.url()
    const revocations = new Revocations()
    const db = await opened.database({ url })
    await opened.database({ url, revocations, followEveryMs: never })
    const user = await aUser(db)
    const [first, second] = [await aSession(db, user), await aSession(db, user)]
    await db.sessions.end({ which: { sid: first.sid }, reason: 'logout', endedBy: 'user:ada' })
    await learns(revocations, first.sid)
    await (await opened.console(url)).query('DELETE FROM user_account')
    await learns(revocations, second.sid)
  })

  it("G02 is notified of the ended sessions' ids by the commit that ends them, unless they are very many", async () => {
    await using opened = new Opened()
    const url = await opened.url()
    const db = await opened.database({ url })
    // Another instance, which must be notified.
    await opened.database({ url })
    const listening = await opened.console(url)
    const heard: string[] = []
    listening.on('notification', ({ payload = '' }) => heard.push(payload))
    await listening.query('LISTEN session_ended')
    const user = await aUser(db)
    const add = (count: number) => Promise.all(Array.from({ length: count }, () => aSession(db, user)))
    const told = async () => {
      await listening.query('SELECT 1')
      return heard.splice(0)
    }
    const sessions = await add(40)
    await Promise.all(
      sessions.map(({ sid, userId }) =>
        db.sessions.end({ which: { sid, userId }, reason: 'logout', endedBy: `user:${userId}` }),
      ),
    )
    const byLogout = (await told()).flatMap((text) => text.split(' '))
    expect(byLogout.sort()).toEqual(sessions.map(({ sid }) => sid).sort())

    const byHand = await add(200)
    await listening.query('DELETE FROM session')
    const [names = ''] = await told()
    expect(names.split(' ').sort()).toEqual(byHand.map(({ sid }) => sid).sort())

    await add(201)
    await listening.query('DELETE FROM session')
    expect(await told()).toEqual([''])
  })

  it('G02 finds by polling what no notification reports', async () => {
    await using opened = new Opened()
    const url = await opened.url()
    const revocations = new Revocations()
    const db = await opened.database({ url })
    const body = `BEGIN INSERT INTO session_ending (sid, user_id, started_at, ended_at, reason, ended_by, access_until)
      SELECT sid, user_id, created_at, now(), 'removed', 'system', access_until FROM ended; RETURN NULL; END`
    const mute = `CREATE OR REPLACE FUNCTION record_session_endings() RETURNS trigger LANGUAGE plpgsql AS $$ ${body} $$`
    await db.prisma.$executeRawUnsafe(mute)
    await opened.database({ url, revocations, followEveryMs: 20 })
    const { sid } = await aSession(db, await aUser(db))
    await db.sessions.end({ which: { sid }, reason: 'logout', endedBy: 'user:ada' })
    await learns(revocations, sid)
  })

  it('G02 misses no ending of a transaction that starts before others and commits after them', async () => {
    await using opened = new Opened()
    const url = await opened.url()
    const revocations = new Revocations()
    const [db, slow] = [await opened.database({ url }), await opened.console(url)]
    await opened.database({ url, revocations, followEveryMs: 20 })
    const user = await aUser(db)
    const late = await aSession(db, user)
    await slow.query('BEGIN')
    await slow.query('DELETE FROM session WHERE sid = $1', [late.sid])
    // Each of these commits and is read, and would move a cursor by time or sequence past the slow one.
    for (let n = 0; n < 5; n++) {
      const { sid } = await aSession(db, user)
      await db.sessions.end({ which: { sid }, reason: 'logout', endedBy: 'user:ada' })
      await learns(revocations, sid)
    }
    expect(revocations.has(late.sid)).toBe(false)
    await slow.query('COMMIT')
    await learns(revocations, late.sid)
  })

  it('G02 continues after all its connections were killed', async () => {
    await using opened = new Opened()
    const url = await opened.url()
    const revocations = new Revocations()
    const console = await opened.console(url)
    const followed = await opened.database({ url, revocations, followEveryMs: 50 })
    const { sid } = await aSession(followed, await aUser(followed))
    await console.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    )
    const killedAt = new Date()
    await console.query('DELETE FROM session')
    await learns(revocations, sid)
    await vi.waitFor(() => expect(revocations.lagMs(new Date())).toBeLessThan(Date.now() - killedAt.getTime()), soon)
    // It listens again, too: this ending is notified.
    await vi.waitFor(async () => expect(await listenersOf(console)).toHaveLength(1), soon)
  })

  it('G02 reloads everything after a lost connection, since a crashed server can reuse transaction ids', async () => {
    await using opened = new Opened()
    const url = await opened.url()
    const revocations = new Revocations()
    const console = await opened.console(url)
    const db = await opened.database({ url, revocations, followEveryMs: never })
    const sid = randomUUID()
    await vi.waitFor(async () => expect(await listenersOf(console)).toHaveLength(1), soon)
    // An ending whose id the cursor has passed.
    await console.query(
      `INSERT INTO session_ending (sid, user_id, started_at, ended_at, reason, ended_by, access_until, txid)
       VALUES ($1, $1, now(), now(), 'logout', 'system', now() + '1 hour', '3')`,
      [sid],
    )
    const seen = await aSession(db, await aUser(db))
    await db.sessions.end({ which: { sid: seen.sid }, reason: 'logout', endedBy: 'system' })
    await learns(revocations, seen.sid)
    expect(revocations.has(sid)).toBe(false)
    await cutListeners(console)
    await learns(revocations, sid)
  })

  it('G02 is not current while the server is down, logs that once, and catches up afterwards', async () => {
    await using opened = new Opened()
    const server = await startPostgres()
    opened.add(server, () => server[Symbol.asyncDispose]())
    const fresh = await freshDatabase(server)
    const revocations = new Revocations(100)
    const log: string[] = []
    const db = await opened.database({ url: fresh.url, revocations, followEveryMs: 20, log: (line) => log.push(line) })
    const { sid } = await aSession(db, await aUser(db))
    await server.stop()
    await vi.waitFor(() => expect(revocations.isCurrent(new Date())).toBe(false), soon)
    await expect(db.ping()).rejects.toThrow()
    await server.start()
    await vi.waitFor(() => expect(revocations.isCurrent(new Date())).toBe(true), soon)
    await db.ping()
    await db.prisma.$executeRaw`DELETE FROM session`
    await learns(revocations, sid)
    expect(log).toEqual([
      expect.stringMatching(/^The endings of sessions cannot be followed: .+/),
      'The endings of sessions are being followed again.',
    ])
  })

  it('G02 reloads everything if the database has gone back in time', async () => {
    const sid = randomUUID()
    const page = (cursor: string, sid: string | null) => [{ cursor, sid, accessUntil: sid === null ? null : after(60) }]
    const asked: unknown[] = []
    const answers = [page('500', null), page('20', null), page('20', sid)]
    const revocations = new Revocations()
    const connection = {
      async listen(_: string, on: Heard) {
        on.hearing()
        return { close: async () => {} }
      },
      async here() {},
      async run<Row>(_: unknown, [cursor]: readonly unknown[]) {
        asked.push(cursor)
        return (answers.shift() ?? page('20', null)) as Row[]
      },
    }
    const now = () => new Date()
    const follower = await followEndings({ connection, revocations, now, log: () => {}, intervalMs: never })
    await learns(revocations, sid)
    await follower.close()
    expect(asked.slice(0, 3)).toEqual(['0', '500', '0'])
  })

  it('G34 drops expired entries', async () => {
    await using opened = new Opened()
    const url = await opened.url()
    let time = Date.now()
    const revocations = new Revocations()
    const now = () => new Date(time)
    const db = await opened.database({ url, revocations, now, followEveryMs: 20 })
    const { sid } = await aSession(db, await aUser(db), { accessUntil: after(1) })
    await db.sessions.end({ which: { sid }, reason: 'logout', endedBy: 'user:ada' })
    await learns(revocations, sid)
    await db.prisma.$executeRaw`UPDATE session_ending SET access_until = now() - interval '1 hour'`
    time += 3_600_000
    await vi.waitFor(() => expect(revocations.size).toBe(0), soon)
  })

  it('closes all its connections, and may be closed twice', async () => {
    await using opened = new Opened()
    const url = await opened.url()
    const [console, db] = [await opened.console(url), await opened.database({ url })]
    await Promise.all([db.close(), db.close()])
    await db.close()
    const others = () =>
      console.query('SELECT FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()')
    await vi.waitFor(async () => expect((await others()).rowCount).toBe(0), soon)
  })

  it('G02 works on the embedded database, for a DELETE by hand too', async () => {
    await using opened = new Opened()
    const { path } = opened.add(await freshDataDir(), (directory) => directory[Symbol.dispose]())
    const revocations = new Revocations()
    const db = await opened.database({ dataDir: path, revocations, followEveryMs: never })
    expect(revocations.isCurrent(new Date())).toBe(true)
    const { sid } = await aSession(db, await aUser(db))
    await db.prisma.$executeRaw`DELETE FROM session`
    await learns(revocations, sid)
  })
})
