/** G02 when an instance has not heard that it is no longer alone: nobody confirms an ending before it knows. */
import { Revocations } from '@campusbite/auth'
import { expect, test, vi } from 'vitest'
import { Company } from '../src/company'
import { connectServer } from '../src/connect-server'
import { openDatabase } from '../src/index'
import { listenersOf, openWire } from '../src/testing/index'
import { aSession, aUser } from './people'
import { logOut, Opened } from './postgres'

const soon = { timeout: 20_000, interval: 10 }
const now = () => new Date()
/** Far longer than a test: memory is never too old. */
const never = 3_600_000
/** By memory, without querying the database. */
const passes = (revocations: Revocations, { sid }: { sid: string }) =>
  revocations.isCurrent(now(), sid) && !revocations.has(sid)

test('G02 an instance whose connection was dropped silently does not pass what a new instance has confirmed as ended', async () => {
  await using opened = new Opened()
  const url = await opened.url()
  const console = await opened.console(url)
  const wire = opened.add(await openWire(url), (made) => made[Symbol.asyncDispose]())
  const revocations = new Revocations(never)
  const first = await opened.database({ url: wire.url, revocations })
  const session = await aSession(first, await aUser(first))
  await vi.waitFor(() => expect(passes(revocations, session)).toBe(true), soon)
  wire.loseLines()
  await vi.waitFor(async () => expect(await listenersOf(console)).toEqual([]), soon)
  const second = await opened.database({ url })
  await logOut(second, session)
  expect(passes(revocations, session)).toBe(false)
})

test('G02 what an instance confirms after an outage does not pass on one that believed it was alone meanwhile', async () => {
  await using opened = new Opened()
  const url = await opened.url()
  const console = await opened.console(url)
  const wire = opened.add(await openWire(url), (made) => made[Symbol.asyncDispose]())
  const revocations = new Revocations(never)
  const stays = await opened.database({ url, revocations })
  const back = await opened.database({ url: wire.url })
  const session = await aSession(stays, await aUser(stays))
  await vi.waitFor(() => expect(passes(revocations, session)).toBe(false), soon)
  wire.cut()
  await vi.waitFor(() => expect(passes(revocations, session)).toBe(true), soon)
  const [telling = 0] = await listenersOf(console)
  process.kill(telling, 'SIGSTOP')
  try {
    wire.mend()
    await vi.waitFor(() => back.ping(), soon)
    await logOut(back, session)
    expect(passes(revocations, session)).toBe(false)
  } finally {
    process.kill(telling, 'SIGCONT')
  }
})

test('G02 an instance whose connection was dropped silently confirms nothing that still passes on one that believes it gone', async () => {
  await using opened = new Opened()
  const url = await opened.url()
  const console = await opened.console(url)
  const wire = opened.add(await openWire(url), (made) => made[Symbol.asyncDispose]())
  const revocations = new Revocations(never)
  const first = await opened.database({ url, revocations })
  const [telling = 0] = await listenersOf(console)
  const second = await opened.database({ url: wire.url })
  const session = await aSession(first, await aUser(first))
  await vi.waitFor(() => expect(passes(revocations, session)).toBe(false), soon)
  wire.loseLines()
  await vi.waitFor(async () => expect(await listenersOf(console)).toEqual([telling]), soon)
  // Whichever comes first: it has noticed that it is deaf, or the other that it is alone.
  await vi.waitFor(async () => {
    expect(passes(revocations, session) || (await listenersOf(console)).length > 1).toBe(true)
  }, soon)
  process.kill(telling, 'SIGSTOP')
  try {
    await logOut(second, session)
    expect(passes(revocations, session)).toBe(false)
  } finally {
    process.kill(telling, 'SIGCONT')
  }
})

test('G02 an instance without a listening connection confirms nothing that still passes where nobody knows it has started', async () => {
  await using opened = new Opened()
  const url = await opened.url()
  const console = await opened.console(url)
  const revocations = new Revocations(never)
  const first = await opened.database({ url, revocations })
  const session = await aSession(first, await aUser(first))
  const [telling = 0] = await listenersOf(console)
  process.kill(telling, 'SIGSTOP')
  try {
    const pooled = await openDatabase({
      url: `${url}${url.includes('?') ? '&' : '?'}pgbouncer=true`,
      revocations: new Revocations(),
    })
    opened.add(pooled, () => pooled.close())
    await logOut(pooled, session)
    expect(passes(revocations, session)).toBe(false)
  } finally {
    process.kill(telling, 'SIGCONT')
  }
})

test('G02 after a crash, an instance is ready at once, and delays its first response while the previous one might trust its memory', async () => {
  await using opened = new Opened()
  const url = await opened.url()
  const console = await opened.console(url)
  await console.query('UPDATE instance_presence SET last = gen_random_uuid(), alone = gen_random_uuid()')
  const startedAt = performance.now()
  const database = await opened.database({ url })
  const [session, another] = [
    await aSession(database, await aUser(database)),
    await aSession(database, await aUser(database)),
  ]
  await logOut(database, session)
  expect(performance.now() - startedAt).toBeGreaterThan(3_000)
  await logOut(database, another)
})

test('G02 an instance that cannot find out who else is there ends the session, does not confirm it, and fails in time', async () => {
  await using opened = new Opened()
  const url = await opened.url()
  const console = await opened.console(url)
  const before = await opened.database({ url })
  const session = await aSession(before, await aUser(before))
  await before.close()
  await console.query('BEGIN; LOCK TABLE instance_presence IN EXCLUSIVE MODE')
  const revocations = new Revocations(never)
  const database = await opened.database({ url, revocations })
  await expect(logOut(database, session)).rejects.toThrow('lock timeout')
  expect([await database.sessions.find(session.sid), revocations.isCurrent(now())]).toEqual([null, false])
  await console.query('COMMIT')
  expect(await logOut(database, session)).toEqual([])
})

test('G02 an abandoned check-in that is executed late does not hide a new instance', async () => {
  await using opened = new Opened()
  const url = await opened.url()
  const { run } = opened.add(await connectServer(url), (it) => it.close())
  const late: (() => Promise<unknown>)[] = []
  let lost = false
  const first = new Company((statement, values) => {
    if (!lost) return run(statement, values)
    late.push(() => run(statement, values))
    return Promise.reject(new Error('No answer.'))
  })
  const second = new Company(run)
  await second.turn()
  const alone = vi.fn()
  first.listening({ alone })
  const { now: real } = performance
  const clock = vi.spyOn(performance, 'now')
  opened.add(clock, () => clock.mockRestore())
  await first.turn()
  lost = true
  await expect(first.turn()).rejects.toThrow('No answer.')
  lost = false
  // The other has been gone for long when it comes back; and then what was lost arrives.
  clock.mockImplementation(() => real.call(performance) + 60_000)
  await second.turn()
  for (const arrives of late) await arrives()
  await first.turn()
  expect(alone).not.toHaveBeenCalled()
  await second.answerable()
})
