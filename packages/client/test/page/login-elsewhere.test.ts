// @vitest-environment jsdom
// @vitest-environment-options {"url":"https://campus.test/"}
/** A login in another tab: this tab hears of it, and a session that was over here stays over. */
import { expect, inject, test, vi } from 'vitest'
import { cookieTokens, localStorageTokens, memoryTokens } from '../../src/index'
import { openTab, signedInTab } from '../support/page'
import { logIn, newPerson, sessionsOf } from '../support/people'

const stores = [
  ['localStorage', localStorageTokens],
  ['cookies', cookieTokens],
] as const

test.each(stores)(
  'subscribe reports a login in another tab when this one becomes visible: %s',
  async (_name, tokens) => {
    const { client } = openTab({ tokens: tokens() })
    const heard = vi.fn()
    client.subscribe(heard)
    const { sid, person } = await signedInTab({ tokens: tokens() })
    window.dispatchEvent(new Event('focus'))
    expect(client.session).toMatchObject({ status: 'signed-in', sid })
    expect(heard).toHaveBeenCalledWith(client.session)
    await expect(client.api.auth.me.query()).resolves.toMatchObject({ email: person.email })
  },
)

test('and at once if a storage event reports it', async () => {
  const { client } = openTab({ tokens: localStorageTokens() })
  const { sid } = await signedInTab({ tokens: localStorageTokens() })
  window.dispatchEvent(new StorageEvent('storage', { key: 'accessToken', newValue: 'x', storageArea: localStorage }))
  expect(client.session).toMatchObject({ status: 'signed-in', sid })
})

test.each(stores)('G10 and afterwards a logout in either tab logs out both: %s', async (_name, tokens) => {
  const { client } = openTab({ tokens: tokens() })
  const other = await signedInTab({ tokens: tokens() })
  window.dispatchEvent(new Event('focus'))
  await expect(client.logout()).resolves.toMatchObject({ server: 'ended' })
  await expect.poll(() => other.client.session.status).toBe('signed-out')
})

test("G21 a login ends this browser's current session, even one from another tab that this tab has not heard of", async () => {
  const { client } = openTab({ tokens: localStorageTokens(), leaveTo: '/login' })
  const other = await signedInTab({ tokens: localStorageTokens() })
  document.body.innerHTML = '<main>A form to log in with</main>'
  await client.login(await newPerson(inject('apiOfPages')))
  // This page has shown nothing of that session, so it must not be left.
  expect(document.body.textContent).toBe('A form to log in with')
  await expect.poll(() => other.client.session.status).toBe('signed-out')
  const there = await logIn(inject('apiOfPages'), other.person)
  await expect.poll(() => sessionsOf(inject('apiOfPages'), there), { timeout: 10_000 }).toHaveLength(1)
})

test('G01 a session that was over here does not start again, even if its store still holds it', async () => {
  const kept = memoryTokens()
  const { client } = await signedInTab({ tokens: { ...kept, clear: () => {} } })
  await expect(client.logout()).resolves.toMatchObject({ server: 'ended' })
  window.dispatchEvent(new Event('focus'))
  expect(client.session.status).toBe('signed-out')
})

test('G16 nor does one whose logout is queued, in a tab that never knew it', async () => {
  const tokens = { ...memoryTokens(), clear: () => {} }
  const { client } = openTab({ tokens })
  const other = await signedInTab({ tokens })
  other.network.offline()
  await expect(other.client.logout()).resolves.toMatchObject({ server: 'queued' })
  window.dispatchEvent(new Event('focus'))
  expect(client.session.status).toBe('signed-out')
})

test('G11 a queued logout is not sent to another API whose client has the same origin', async () => {
  const { client, network, sid } = await signedInTab({ tokens: localStorageTokens() })
  network.offline()
  await expect(client.logout()).resolves.toMatchObject({ server: 'queued' })

  const asked = vi.fn(async () => Response.json({ success: true }))
  const another = openTab({ url: 'https://another.test', tokens: memoryTokens(), fetch: asked })
  expect(another.client.pending()).toBe(false)
  await another.client.delivered()
  expect(asked).not.toHaveBeenCalled()
  expect(localStorage.getItem(`campusbite:outbox:${sid}`)).not.toBeNull()

  // The page is reloaded.
  const later = openTab({ tokens: localStorageTokens() })
  await expect.poll(() => later.client.pending()).toBe(false)
  expect(later.network.to('/api/auth/logout')).toHaveLength(1)
})

test.each(['https://another.test', undefined])(
  'G11 nor is it kept forever if no client of its API (%s) comes back',
  async (url) => {
    const key = 'campusbite:outbox:left'
    const leave = (until: number) => localStorage.setItem(key, JSON.stringify({ sid: 'left', url, ticket: 'x', until }))
    const asked = vi.fn(async () => Response.json({ success: true }))
    const open = () => openTab({ url: 'https://third.test', tokens: memoryTokens(), fetch: asked })
    leave(Date.now() + 60_000)
    expect(open().client.pending()).toBe(false)
    expect(localStorage.getItem(key)).not.toBeNull()
    leave(Date.now())
    expect(open().client.pending()).toBe(false)
    expect(localStorage.getItem(key)).toBeNull()
    expect(asked).not.toHaveBeenCalled()
  },
)

test('G11 nor is it dropped while storage cannot be read', async () => {
  const { client, network, sid } = await signedInTab({ tokens: localStorageTokens() })
  network.offline()
  await client.logout()
  const getItem = vi.spyOn(Storage.prototype, 'getItem').mockImplementation(() => {
    throw new DOMException('The operation is insecure.', 'SecurityError')
  })
  openTab({ tokens: memoryTokens() })
  getItem.mockRestore()
  expect(localStorage.getItem(`campusbite:outbox:${sid}`)).not.toBeNull()
})
