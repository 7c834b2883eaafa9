/** What the follower may claim while its listening connection is up, lost, or back. */
import { randomUUID } from 'node:crypto'
import { Revocations } from '@campusbite/auth'
import { expect, inject, test, vi } from 'vitest'
import { Company } from '../src/company'
import { connectServer } from '../src/connect-server'
import type { Connection, Heard, Run } from '../src/connection'
import { followEndings } from '../src/follow-endings'
import { listenOnServer } from '../src/listen-on-server'
import { cutListeners, listenersOf, withClient, withDatabase } from '../src/testing/index'
import { aSession, aUser } from './people'
import { Opened } from './postgres'

const soon = { timeout: 20_000, interval: 10 }
/** Far longer than a test: memory is never too old, and there is no polling. */
const never = 3_600_000
const now = () => new Date()

/** A follower on a real server. `heard` receives its notifications. */
async function following(opened: Opened, url: string, given: Partial<Connection> = {}, heard: Partial<Heard> = {}) {
  const revocations = new Revocations(never)
  const connection = opened.add(await connectServer(url), (it) => it.close())
  const listen: Connection['listen'] = (channel, on) =>
    (given.listen ?? connection.listen)(channel, {
      hearing() {
        on.hearing()
        heard.hearing?.()
      },
      deaf() {
        on.deaf()
        heard.deaf?.()
      },
      poke(...given) {
        on.poke(...given)
        heard.poke?.(...given)
      },
      alone(still) {
        on.alone(still)
        heard.alone?.(still)
      },
    })
  const run = given.run ?? connection.run
  const options = {
    connection: { listen, run, here: connection.here },
    revocations,
    now,
    log: () => {},
    intervalMs: never,
  }
  opened.add(await followEndings(options), (it) => it.close())
  return { revocations }
}

/** Existing connections stay; new ones are refused. */
const admit = (url: string, anybody: boolean) =>
  withClient(inject('postgresUrl'), async (client) => {
    await client.query(`ALTER DATABASE "${new URL(url).pathname.slice(1)}" WITH ALLOW_CONNECTIONS ${anybody}`)
  })

/** Something that happens once, and a way to wait for it. */
function event() {
  let happens = () => {}
  const happened = new Promise<void>((resolve) => {
    happens = resolve
  })
  return { happens: () => happens(), happened }
}

test('G02 memory is not trusted from the moment the connection is lost until there is a new one, even while reads continue', async () => {
  await using opened = new Opened()
  const url = await opened.url()
  const console = await opened.console(url)
  const atLoss: boolean[] = []
  const lost = event()
  const { revocations } = await following(
    opened,
    url,
    {},
    {
      deaf() {
        atLoss.push(revocations.isCurrent(now()))
        lost.happens()
      },
    },
  )
  expect(revocations.isCurrent(now())).toBe(true)
  await admit(url, false)
  const cutAt = Date.now()
  await cutListeners(console)
  await lost.happened
  expect(atLoss).toEqual([false])
  // A deaf follower reads at once, since no notification will come, and knows no more than that.
  await vi.waitFor(() => expect(revocations.lagMs(now())).toBeLessThanOrEqual(Date.now() - cutAt), soon)
  expect([revocations.isCurrent(now()), revocations.isFollowed(now())]).toEqual([false, true])
  await admit(url, true)
  await vi.waitFor(() => expect(revocations.isCurrent(now())).toBe(true), soon)
})

test('G02 a read in progress when the connection is lost restores no trust, even if it ends on a new connection', async () => {
  await using opened = new Opened()
  const url = await opened.url()
  const console = await opened.console(url)
  const held = event()
  const release = event()
  const back = event()
  let holding = false
  const real = opened.add(await connectServer(url), (it) => it.close())
  const run: Run = async (statement, values) => {
    const rows = await real.run(statement, values)
    if (holding) {
      held.happens()
      await release.happened
    }
    return rows as never
  }
  let lines = 0
  const alone = () => {
    if (++lines === 2) back.happens()
  }
  const { revocations } = await following(opened, url, { run }, { alone })
  holding = true
  // For one session: memory is trusted about all others.
  await console.query(`NOTIFY session_ended, '${randomUUID()}'`)
  await held.happened
  await cutListeners(console)
  await back.happened
  const trusted: boolean[] = []
  const confirm = revocations.confirm.bind(revocations)
  vi.spyOn(revocations, 'confirm').mockImplementation((...given) => {
    confirm(...given)
    trusted.push(revocations.isCurrent(now()))
  })
  holding = false
  release.happens()
  await vi.waitFor(() => expect(trusted.length).toBeGreaterThan(1), soon)
  expect(trusted.slice(0, 2)).toEqual([false, true])
})

test('G02 memory is not trusted after a notification that cannot be looked up, until it can', async () => {
  await using opened = new Opened()
  const url = await opened.url()
  const console = await opened.console(url)
  const { revocations } = await following(opened, url)
  expect(revocations.isCurrent(now())).toBe(true)
  await console.query('ALTER TABLE session_ending RENAME TO gone')
  await console.query('NOTIFY session_ended')
  await vi.waitFor(() => expect(revocations.isCurrent(now())).toBe(false), soon)
  await console.query('ALTER TABLE gone RENAME TO session_ending; NOTIFY session_ended')
  await vi.waitFor(() => expect(revocations.isCurrent(now())).toBe(true), soon)
})

test('G02 memory is not trusted while looking up a notification takes long', async () => {
  await using opened = new Opened()
  const url = await opened.url()
  const console = await opened.console(url)
  const real = opened.add(await connectServer(url), (it) => it.close())
  const release = event()
  let slow = false
  const run: Run = async (statement, values) => {
    if (slow) await release.happened
    return real.run(statement, values)
  }
  const { revocations } = await following(opened, url, { run })
  slow = true
  await console.query('NOTIFY session_ended')
  await vi.waitFor(() => expect(revocations.isCurrent(now())).toBe(false), soon)
  release.happens()
  await vi.waitFor(() => expect(revocations.isCurrent(now())).toBe(true), soon)
})

test('G02 after a notification, memory is trusted about all other sessions, and about that one after the read', async () => {
  await using opened = new Opened()
  const url = await opened.url()
  const real = opened.add(await connectServer(url), (it) => it.close())
  const console = await opened.console(url)
  const before = await opened.database({ url })
  const user = await aUser(before)
  const [ended, alive] = [await aSession(before, user), await aSession(before, user)]
  await before.close()
  const release = event()
  let slow = false
  let looks = 0
  const run: Run = async (statement, values) => {
    if (slow) await release.happened
    const rows = await real.run(statement, values)
    looks += 1
    return rows as never
  }
  const told = vi.fn()
  const { revocations } = await following(opened, url, { run }, { poke: told })
  const trusted = () => [ended, alive].map(({ sid }) => revocations.isCurrent(now(), sid))
  expect(trusted()).toEqual([true, true])
  // The one at startup, and the one after it: a third would find out by itself.
  await vi.waitFor(() => expect(looks).toBe(2), soon)
  slow = true
  await console.query('DELETE FROM session WHERE sid = $1', [ended.sid])
  await vi.waitFor(() => expect(told).toHaveBeenCalledTimes(1), soon)
  expect([trusted(), revocations.has(ended.sid)]).toEqual([[false, true], false])
  release.happens()
  await vi.waitFor(() => expect(revocations.has(ended.sid)).toBe(true), soon)
  // A notification that a session has ended is not believed by itself.
  await console.query(`SELECT pg_notify('session_ended', $1)`, [alive.sid])
  await vi.waitFor(() => expect(told).toHaveBeenCalledTimes(2), soon)
  await vi.waitFor(() => expect(revocations.isCurrent(now(), alive.sid)).toBe(true), soon)
  expect(revocations.has(alive.sid)).toBe(false)
})

test('G02 a silently dead connection is detected', async () => {
  await using opened = new Opened()
  const url = await opened.url()
  const console = await opened.console(url)
  const lost = event()
  const { revocations } = await following(opened, url, {}, { deaf: lost.happens })
  const [pid = 0] = await listenersOf(console)
  process.kill(pid, 'SIGSTOP')
  try {
    await lost.happened
    expect([revocations.isCurrent(now()), revocations.isFollowed(now())]).toEqual([false, true])
  } finally {
    process.kill(pid, 'SIGCONT')
  }
  await vi.waitFor(() => expect(revocations.isCurrent(now())).toBe(true), soon)
})

test('G02 without notifications it starts, knows what has ended, and never trusts its memory', async () => {
  await using opened = new Opened()
  const url = await opened.url()
  const console = await opened.console(url)
  const sid = randomUUID()
  await console.query(
    `INSERT INTO session_ending (sid, user_id, started_at, ended_at, reason, ended_by, access_until)
     VALUES ($1, $1, now(), now(), 'logout', 'system', now() + '1 hour')`,
    [sid],
  )
  const nowhere = { connectionString: withDatabase(url, `gone_${randomUUID().replaceAll('-', '')}`) }
  const listen: Connection['listen'] = (channel, on) =>
    listenOnServer(nowhere, channel, on, () => false, new Company(async () => []))
  const { revocations } = await following(opened, url, { listen })
  expect(revocations.has(sid)).toBe(true)
  expect([revocations.isCurrent(now()), revocations.isFollowed(now())]).toEqual([false, true])
})

test('G24 without notifications, polling ends a stream within a second of its session', async () => {
  await using opened = new Opened()
  const url = await opened.url()
  const revocations = new Revocations()
  const confirmed: number[] = []
  const confirm = revocations.confirm.bind(revocations)
  vi.spyOn(revocations, 'confirm').mockImplementation((...given) => {
    confirm(...given)
    confirmed.push(performance.now())
  })
  await opened.database({ url: `${url}${url.includes('?') ? '&' : '?'}pgbouncer=true`, revocations })
  // The first two come with the start.
  await vi.waitFor(() => expect(confirmed.length).toBeGreaterThan(2), soon)
  const [, second = 0, third = 0] = confirmed
  expect(third - second).toBeLessThan(1_000)
})
