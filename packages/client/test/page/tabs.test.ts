// @vitest-environment jsdom
// @vitest-environment-options {"url":"https://campus.test/"}
/** Several tabs of one browser: a logout in one logs out all of them, however the news arrives. */
import { describe, expect, inject, test } from 'vitest'
import { expire, openTab, readable, signedInTab, traces } from '../support/page'
import { logIn, newPerson } from '../support/people'

test('G10 the other tab hears that the session has ended, and does not call the server', async () => {
  const { client, network } = await signedInTab()
  const other = openTab()
  expect(other.client.session.status).toBe('signed-in')
  const cart: string[] = []
  other.client.onLogout('cart', () => cart.push('cleared'))
  network.offline()
  await client.logout()
  await expect.poll(() => other.client.session).toMatchObject({ status: 'signed-out', reason: 'logged-out' })
  expect(cart).toEqual(['cleared'])
  expect(other.network.to('/api/auth/logout')).toEqual([])
})

test('G10 without BroadcastChannel, the outbox entry carries the news', async () => {
  const { client, sid } = await signedInTab()
  const key = `campusbite:outbox:${sid}`
  window.dispatchEvent(new StorageEvent('storage', { key, newValue: '{}', storageArea: localStorage }))
  expect(client.session).toMatchObject({ status: 'signed-out', reason: 'logged-out' })
})

test.each(['focus', 'pageshow', 'visibilitychange', 'resume'])(
  'G10 a tab that missed the news finds out on %s',
  async (type) => {
    const { client, sid } = await signedInTab()
    expire(`__Host-campusbite-sid-${sid.slice(-12)}`)
    const target = ['focus', 'pageshow'].includes(type) ? window : document
    target.dispatchEvent(Object.assign(new Event(type), { persisted: true }))
    expect(client.session.status).toBe('signed-out')
  },
)

test('G10 and at the next call, without sending it', async () => {
  const { client, network, sid } = await signedInTab()
  expire(`__Host-campusbite-sid-${sid.slice(-12)}`)
  await expect(client.api.auth.me.query()).rejects.toMatchObject({ code: 'LOGGED_OUT' })
  expect(client.session.status).toBe('signed-out')
  expect(network.to('/auth.me')).toEqual([])
})

describe('a session that expired while its page was open', () => {
  const later = { now: () => Date.now() + 8 * 24 * 3600 * 1000 }
  const sidCookie = (sid: string) => `__Host-campusbite-sid-${sid.slice(-12)}`

  test('G32 is reported as expired, not as logged out, when the page becomes visible', async () => {
    const { client, sid } = await signedInTab(later)
    expire(sidCookie(sid))
    window.dispatchEvent(new Event('focus'))
    expect(client.session).toMatchObject({ status: 'signed-out', reason: 'expired' })
  })

  test('G32 and at the next call', async () => {
    const { client, network, sid } = await signedInTab(later)
    expire(sidCookie(sid))
    await expect(client.api.auth.me.query()).rejects.toMatchObject({ code: 'LOGGED_OUT' })
    expect(client.session).toMatchObject({ status: 'signed-out', reason: 'expired' })
    expect(network.to('/auth.me')).toEqual([])
  })

  test('G32 unless it was logged out in another tab', async () => {
    const { client, sid } = await signedInTab(later)
    localStorage.setItem(`campusbite:outbox:${sid}`, JSON.stringify({ sid, until: later.now() + 1_000 }))
    window.dispatchEvent(new Event('focus'))
    expect(client.session).toMatchObject({ status: 'signed-out', reason: 'logged-out' })
  })
})

test('G16 a tab of the last user does not continue as the next one', async () => {
  const { client } = await signedInTab()
  const other = openTab()
  const next = await newPerson(inject('apiOfPages'))
  await other.client.login(next)
  await expect.poll(() => client.session.status).toBe('signed-out')
  // The next user's data stays.
  expect(other.client.session).toMatchObject({ status: 'signed-in', user: { email: next.email } })
  expect(traces()).toContain('__Host-campusbite-sid')
  await expect(other.client.api.auth.me.query()).resolves.toMatchObject({ email: next.email })
})

test('a page is hidden while in the back/forward cache, and shown again if its session is alive', async () => {
  const { client } = await signedInTab()
  window.dispatchEvent(new Event('pagehide'))
  expect(document.documentElement.style.visibility).toBe('hidden')
  window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }))
  expect(document.documentElement.style.visibility).toBe('')
  await client.logout()
})

test('G05 a session ended on another device is detected when the page becomes visible again', async () => {
  const { client, person } = await signedInTab()
  const { accessToken } = await logIn(inject('apiOfPages'), person)
  await fetch(`${inject('apiOfPages')}/api/auth/logout-everywhere`, {
    method: 'POST',
    headers: { authorization: `Bearer ${accessToken}` },
  })
  window.dispatchEvent(new Event('focus'))
  await expect.poll(() => client.session).toMatchObject({ status: 'signed-out', reason: 'ended-elsewhere' })
  expect(readable().size).toBe(0)
})
