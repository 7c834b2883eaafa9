// @vitest-environment jsdom
// @vitest-environment-options {"url":"https://campus.test/"}
/** Cookie mode in a page: what script may know, what it leaves behind, and what stands in for what it cannot clear. */
import { expect, inject, onTestFinished, test, vi } from 'vitest'
import { expire, httpOnly, openTab, pageStatus, readable, signedInTab, traces } from '../support/page'
import { newPerson } from '../support/people'

const inSession = [
  '__Host-campusbite-access',
  '__Host-campusbite-refresh',
  '__Host-campusbite-sid',
  'campusbite:session',
]

test('G25 script never sees a token', async () => {
  const { client, network } = await signedInTab()
  await client.api.auth.me.query()
  expect(traces()).toEqual(inSession)
  const seen = JSON.stringify({ ...localStorage, cookie: document.cookie })
  for (const token of httpOnly.values()) expect(seen).not.toContain(token)
  expect(network.sent.every(({ authorization }) => authorization === null)).toBe(true)
})

test('G32 the server is the first to report that a session has expired: the sid cookie still exists then', async () => {
  const written = vi.spyOn(document, 'cookie', 'set')
  onTestFinished(() => written.mockRestore())
  await signedInTab()
  const lives = written.mock.calls.flatMap(([cookie]) => {
    const [, seconds] = /^__Host-campusbite-sid-.*Max-Age=(\d+)/.exec(cookie) ?? []
    return Number(seconds) > 0 ? [Number(seconds)] : []
  })
  const week = 7 * 24 * 3600
  expect(lives).not.toEqual([])
  for (const seconds of lives) {
    expect(seconds).toBeGreaterThan(week)
    expect(seconds).toBeLessThan(week + 10)
  }
})

test('G07 nothing of the session is left after logout', async () => {
  const { client } = await signedInTab()
  await expect(client.logout()).resolves.toMatchObject({ server: 'ended' })
  expect(traces()).toEqual([])
})

test('G11 offline, a tombstone and a ticket remain, and both are removed on delivery', async () => {
  const { client, network, sid } = await signedInTab()
  network.offline()
  const result = client.logout()
  expect(traces()).toEqual([
    '__Host-campusbite-access',
    '__Host-campusbite-refresh',
    '__Host-campusbite-tombstone',
    'campusbite:outbox',
  ])
  expect([...readable().values()]).toEqual([sid])
  await expect(result).resolves.toMatchObject({ server: 'queued' })
  network.offline(false)
  window.dispatchEvent(new Event('online'))
  await expect.poll(() => client.pending(), { timeout: 10_000 }).toBe(false)
  expect(traces()).toEqual([])
})

test('G11 an app that empties all of localStorage at logout does not delete the ticket', async () => {
  const { client, network } = await signedInTab()
  client.onLogout('everything', () => localStorage.clear())
  network.offline()
  await client.logout()
  expect(traces()).toContain('campusbite:outbox')
})

test('G11 what a killed browser left is delivered by the next page', async () => {
  const { client, network } = await signedInTab()
  network.offline()
  await client.logout()
  const next = openTab()
  expect(next.client.session.status).toBe('signed-out')
  await expect.poll(() => traces(), { timeout: 10_000 }).toEqual([])
})

test('G08 a session that ended before the page began leaves no notes', async () => {
  const { sid } = await signedInTab()
  expire(`__Host-campusbite-sid-${sid.slice(-12)}`)
  expect(traces()).toContain('campusbite:session')
  openTab()
  expect(traces()).not.toContain('campusbite:session')
})

test('G11 a failing server is told again, and the cookies are dead in the meantime', async () => {
  const { client, network } = await signedInTab()
  network.faults.set('/api/auth/logout', 500)
  await expect(client.logout()).resolves.toMatchObject({ server: 'queued' })
  expect(httpOnly.size).toBeGreaterThan(0)
  expect(await pageStatus()).toBe(401)
  expect(httpOnly.size).toBe(0)
})

test('G16 a late logout deletes no cookies after somebody else has logged in', async () => {
  const { client, network, sid } = await signedInTab()
  network.offline()
  await client.logout()
  network.offline(false)
  network.faults.set('/api/auth/logout', 500)
  const next = await newPerson(inject('apiOfPages'))
  await client.login(next)
  network.faults.clear()
  network.sent.length = 0
  await expect(client.api.auth.me.query()).resolves.toMatchObject({ email: next.email })
  expect(network.to('/api/auth/logout')).toMatchObject([{ credentials: 'omit' }])
  expect(traces()).toEqual(inSession)
  expect(JSON.stringify({ ...localStorage, cookie: document.cookie })).not.toContain(sid)
  expect(await pageStatus()).toBe(200)
})

test('after logout no request is sent with leftover cookies', async () => {
  const { client, network } = await signedInTab()
  network.faults.set('/api/auth/logout', 500)
  await client.logout()
  await expect(client.api.auth.me.query()).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' })
  expect(network.to('/auth.me')).toMatchObject([{ credentials: 'omit' }])
})

test('a session known to script only by its cookie is ended by the tombstone, whoever is signed in by then', async () => {
  const { client, network, sid } = await signedInTab()
  localStorage.clear()
  await expect(client.logout()).resolves.toMatchObject({ server: 'ended' })
  expect(network.to('/api/auth/logout')).toMatchObject([{ body: {}, credentials: 'include' }])
  expect(traces()).toEqual([])
  expect(sid).toBeTruthy()
})

test("G04 two tabs refresh once, and the second uses the first one's tokens", async () => {
  vi.stubGlobal('navigator', { locks: oneAtATime() })
  onTestFinished(() => void vi.unstubAllGlobals())
  const { client, network } = await signedInTab()
  const other = openTab()
  const session = JSON.parse(localStorage.getItem('campusbite:session') ?? '')
  localStorage.setItem('campusbite:session', JSON.stringify({ ...session, accessExpiresAt: Date.now() }))
  const held = network.hold('/auth.refresh')
  const first = client.api.auth.me.query()
  await held.answered
  held.release()
  await Promise.all([first, other.client.api.auth.me.query()])
  expect(network.to('/auth.refresh').length + other.network.to('/auth.refresh').length).toBe(1)
})

/** A substitute for `navigator.locks`, which jsdom lacks. */
function oneAtATime() {
  let last: Promise<unknown> = Promise.resolve()
  return {
    request(_name: string, _options: object, work: () => Promise<unknown>): Promise<unknown> {
      const mine = last.then(work, work)
      last = mine.catch(() => {})
      return mine
    },
  }
}
