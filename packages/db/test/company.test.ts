/** A process that is alone with the database trusts its memory, and no other does. */
import { Revocations } from '@campusbite/auth'
import { expect, test, vi } from 'vitest'
import { Company } from '../src/company'
import { connectServer } from '../src/connect-server'
import { openDatabase } from '../src/index'
import { cutListeners } from '../src/testing/index'
import { aSession, aUser } from './people'
import { Opened } from './postgres'

const soon = { timeout: 20_000, interval: 10 }
const now = () => new Date()
/** Far longer than a test: memory is never too old. */
const never = 3_600_000

test('G02 an instance that is alone trusts its memory until another arrives, which waits for that; and again after it leaves', async () => {
  await using opened = new Opened()
  const url = await opened.url()
  const [first, second] = [new Revocations(never), new Revocations(never)]
  const trusted = () => [first, second].map((revocations) => revocations.isCurrent(now()))
  await opened.database({ url, revocations: first })
  expect(trusted()).toEqual([true, false])
  const other = await opened.database({ url, revocations: second })
  await vi.waitFor(() => expect(trusted()).toEqual([false, false]), soon)
  // Reading again does not make either of them alone.
  const [at] = [Date.now()]
  await vi.waitFor(() => expect([first, second].every((one) => one.lagMs(now()) < Date.now() - at)).toBe(true), soon)
  expect(trusted()).toEqual([false, false])
  await other.close()
  await vi.waitFor(() => expect(trusted()).toEqual([true, false]), soon)
})

test('G02 of several instances that start at the same moment, none trusts its memory, and all are ready at once', async () => {
  await using opened = new Opened()
  const url = await opened.url()
  const all = Array.from({ length: 4 }, () => new Revocations(never))
  await Promise.all(all.map((revocations) => opened.database({ url, revocations })))
  const trusted = () => all.map((revocations) => revocations.isCurrent(now()))
  await vi.waitFor(() => expect(trusted()).toEqual([false, false, false, false]), soon)
  const sessions = async () => {
    const db = await opened.database({ url })
    return [db, await aSession(db, await aUser(db))] as const
  }
  const [db, { sid }] = await sessions()
  await db.sessions.end({ which: { sid }, reason: 'logout', endedBy: 'user:ada' })
  await vi.waitFor(() => expect(all.every((revocations) => revocations.has(sid))).toBe(true), soon)
})

test('G02 an instance without a listening connection checks in with each read, so no other is alone', async () => {
  await using opened = new Opened()
  const url = await opened.url()
  const revocations = new Revocations(never)
  await opened.database({ url, revocations })
  const pooled = await openDatabase({
    url: `${url}${url.includes('?') ? '&' : '?'}pgbouncer=true`,
    revocations: new Revocations(),
  })
  opened.add(pooled, () => pooled.close())
  await vi.waitFor(() => expect(revocations.isCurrent(now())).toBe(false), soon)
  const seen: boolean[] = []
  const confirm = revocations.confirm.bind(revocations)
  vi.spyOn(revocations, 'confirm').mockImplementation((...given) => {
    confirm(...given)
    seen.push(revocations.isCurrent(now()))
  })
  await vi.waitFor(() => expect(seen.length).toBeGreaterThan(2), soon)
  expect(new Set(seen)).toEqual(new Set([false]))
})

test('G02 an instance that lost its connection gives the others time to return before it is alone', async () => {
  await using opened = new Opened()
  const url = await opened.url()
  const console = await opened.console(url)
  const revocations = new Revocations(never)
  await opened.database({ url, revocations })
  const cutAt = performance.now()
  await cutListeners(console)
  await vi.waitFor(() => expect(revocations.isCurrent(now())).toBe(false), soon)
  await vi.waitFor(() => expect(revocations.isCurrent(now())).toBe(true), soon)
  expect(performance.now() - cutAt).toBeGreaterThan(3_000)
})

test('G02 after a clean stop the next instance is alone at once', async () => {
  await using opened = new Opened()
  const url = await opened.url()
  const revocations = new Revocations(never)
  await (await opened.database({ url })).close()
  await opened.database({ url, revocations })
  expect(revocations.isCurrent(now())).toBe(true)
})

test('G02 being alone is valid for three seconds from before the query, and no longer', async () => {
  await using opened = new Opened()
  const { run } = opened.add(await connectServer(await opened.url()), (it) => it.close())
  const company = new Company(run)
  const lasting: (() => boolean)[] = []
  company.listening({ alone: (still) => lasting.push(still) })
  let clock = 1_000_000
  const spy = vi.spyOn(performance, 'now').mockImplementation(() => clock)
  opened.add(spy, () => spy.mockRestore())
  const still = () => lasting.map((one) => one())
  await company.turn()
  clock += 3_000
  expect(still()).toEqual([true])
  const asked = company.turn()
  clock += 1
  expect(still()).toEqual([false])
  await asked
  clock += 2_999
  expect(still()).toEqual([true])
  clock += 1
  expect(still()).toEqual([false])
})
