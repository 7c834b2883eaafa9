// @vitest-environment jsdom
// @vitest-environment-options {"url":"https://campus.test/"}
/** Tokens in localStorage, as the API's documentation stores them; and a browser that refuses to store anything. */
import { afterEach, expect, inject, test, vi } from 'vitest'
import { createCampusBite, localStorageTokens } from '../../src/index'
import { openTab, signedInTab, traces } from '../support/page'
import { logIn, newPerson, sessionsOf } from '../support/people'

afterEach(() => vi.restoreAllMocks())

const tokens = () => ({ tokens: localStorageTokens() })

test('stores both tokens under the documented keys and reads them back', async () => {
  const { sid } = await signedInTab(tokens())
  expect(traces()).toEqual(['accessToken', 'campusbite:session', 'refreshToken'])
  expect(openTab(tokens()).client.session).toMatchObject({ status: 'signed-in', sid })
})

test('G08 logout clears our keys and sessionStorage, and keeps those of the device and of others', async () => {
  const { client } = await signedInTab(tokens())
  localStorage.setItem('theme', 'dark')
  localStorage.setItem('other-app:refreshToken', 'theirs')
  sessionStorage.setItem('draft', 'canary')
  await client.logout()
  expect({ ...localStorage }).toEqual({ theme: 'dark', 'other-app:refreshToken': 'theirs' })
  expect(sessionStorage.length).toBe(0)
})

test('sessionStorage can be kept', async () => {
  const { client } = await signedInTab({ ...tokens(), clearSessionStorage: false })
  sessionStorage.setItem('scroll', '12')
  await client.logout()
  expect(sessionStorage.getItem('scroll')).toBe('12')
})

test('a session started by another client is found, refreshed and ended', async () => {
  await signedInTab(tokens())
  localStorage.removeItem('campusbite:session')
  const { client, network } = openTab(tokens())
  await expect(client.api.auth.me.query()).resolves.toMatchObject({ role: 'customer' })
  await expect(client.logout()).resolves.toMatchObject({ server: 'ended' })
  expect(network.to('/api/auth/logout')[0]?.body).toHaveProperty('refreshToken')
  expect(traces()).toEqual([])
})

test('G11 a logout that nothing can identify any more does not count as delivered', async () => {
  const { person } = await signedInTab(tokens())
  localStorage.removeItem('campusbite:session')
  const { client, network } = openTab(tokens())
  network.offline()
  await expect(client.logout()).resolves.toMatchObject({ server: 'queued' })
  // The page is reloaded, and the refresh token was not stored.
  const later = openTab(tokens())
  await expect(later.client.logout()).resolves.toMatchObject({ server: 'queued' })
  expect(later.network.sent).toEqual([])
  const api = inject('apiOfPages')
  expect(await sessionsOf(api, await logIn(api, person))).toHaveLength(2)
})

test('G16 tokens from a late auth.refresh do not replace the next user’s tokens', async () => {
  // No news from the other tab arrives before the response.
  vi.spyOn(globalThis, 'BroadcastChannel').mockImplementation(() => {
    throw new DOMException('refused', 'SecurityError')
  })
  const { client, network } = await signedInTab(tokens())
  const answer = network.hold('auth.refresh')
  const bought = client.api.auth.refresh.mutate({ refreshToken: localStorage.getItem('refreshToken') ?? '' })
  await answer.answered
  const other = openTab(tokens())
  await other.client.login(await newPerson(inject('apiOfPages')))
  const theirs = { ...localStorage }
  answer.release()
  await bought
  expect({ ...localStorage }).toEqual(theirs)
  await expect(other.client.api.auth.me.query()).resolves.toMatchObject({ role: 'customer' })
})

test('G01 tokens removed from storage still have their session ended', async () => {
  const { client, network } = await signedInTab(tokens())
  localStorage.clear()
  await expect(client.logout()).resolves.toMatchObject({ server: 'ended' })
  expect(network.to('/api/auth/logout')[0]?.body).toMatchObject({ logoutTicket: expect.stringMatching(/^ey/) })
})

test('G10 removing the keys by hand in another tab logs out this one', async () => {
  const { client } = await signedInTab(tokens())
  localStorage.removeItem('accessToken')
  localStorage.removeItem('refreshToken')
  window.dispatchEvent(new StorageEvent('storage', { key: 'refreshToken', newValue: null }))
  expect(client.session).toMatchObject({ status: 'signed-out', reason: 'logged-out' })
})

test('full storage costs durability, not the session or the logout', async () => {
  vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError')
  })
  const { client } = await signedInTab(tokens())
  expect(localStorage.length).toBe(0)
  await expect(client.api.auth.me.query()).resolves.toMatchObject({ role: 'customer' })
  const { server, cleared } = await client.logout()
  expect(server).toBe('ended')
  expect(cleared.find(({ what }) => what === 'outbox')?.error).toBeInstanceOf(DOMException)
})

test('works with storage blocked', async () => {
  vi.spyOn(window, 'localStorage', 'get').mockImplementation(() => {
    throw new DOMException('forbidden', 'SecurityError')
  })
  const { client, network } = await signedInTab(tokens())
  await expect(client.api.auth.me.query()).resolves.toMatchObject({ role: 'customer' })
  network.offline()
  await expect(client.logout()).resolves.toMatchObject({ server: 'queued' })
  expect(client.pending()).toBe(true)
  network.offline(false)
  await expect(client.logout()).resolves.toMatchObject({ server: 'ended' })
})

test.each(['https://evil.test/', '//evil.test', '/\\evil.test', '/\t/evil.test', 'login', '/#/login'])(
  'G27 leaveTo may not be %s',
  (leaveTo) => {
    expect(() => createCampusBite({ ...tokens(), leaveTo })).toThrow(expect.objectContaining({ code: 'MISCONFIGURED' }))
  },
)
