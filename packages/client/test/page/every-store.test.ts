// @vitest-environment jsdom
// @vitest-environment-options {"url":"https://campus.test/"}
/** What holds for every token store: one suite for bearer and cookie mode, over our stores and a custom one. */
import { describe, expect, inject, test, vi } from 'vitest'
import { cookieTokens, localStorageTokens, memoryTokens, type SessionTokens, type TokenStore } from '../../src/index'
import { httpOnly, openTab, readable, signedInTab, traces } from '../support/page'
import { newPerson } from '../support/people'

/** As in the README, with a keychain that answers late. */
function ownTokens(): TokenStore {
  const keychain = new Map<string, string>()
  return {
    read: async () => JSON.parse(keychain.get('campusbite') ?? 'null'),
    write: async (tokens) => void keychain.set('campusbite', JSON.stringify(tokens)),
    clear: async () => void keychain.delete('campusbite'),
  }
}

const stores: [string, () => TokenStore][] = [
  ['memoryTokens', memoryTokens],
  ['localStorageTokens', localStorageTokens],
  ['cookieTokens', cookieTokens],
  ['a store of one’s own', ownTokens],
]

/** Everything that this browser could present, as a thief would copy it. */
async function everythingOf(store: TokenStore): Promise<Record<string, string>> {
  const tokens = await store.read()
  const cookie = [...httpOnly, ...readable()].map((pair) => pair.join('=')).join('; ')
  return {
    ...(tokens?.accessToken ? { authorization: `Bearer ${tokens.accessToken}` } : {}),
    ...(cookie ? { cookie } : {}),
  }
}

const statusWith = async (headers: Record<string, string>): Promise<number> =>
  (await fetch(`${inject('apiOfPages')}/api/auth/me`, { headers })).status

describe.each(stores)('%s', (_name, create) => {
  const signedIn = async () => {
    const tokens = create()
    return { ...(await signedInTab({ tokens })), tokens }
  }

  test('calls the API as the signed-in user', async () => {
    const { client, person } = await signedIn()
    await expect(client.api.auth.me.query()).resolves.toMatchObject({ email: person.email })
  })

  test('a page opened later is in the same session', async () => {
    const { tokens, person, sid } = await signedIn()
    const { client } = openTab({ tokens })
    await expect(client.api.auth.me.query()).resolves.toMatchObject({ email: person.email })
    expect(client.session).toMatchObject({ status: 'signed-in', sid })
  })

  test('an expired access token is replaced once for all concurrent calls', async () => {
    const { tokens } = await signedIn()
    const { client, network } = openTab({ tokens, now: () => Date.now() + 2 * 3_600_000 })
    const calls = [client.api.auth.me.query(), client.api.session.list.query(), client.api.order.list.query()]
    await expect(Promise.all(calls)).resolves.toHaveLength(3)
    expect(network.to('/auth.refresh')).toHaveLength(1)
  })

  test('G03 after logout nothing is left, and copied credentials are refused', async () => {
    const { client, tokens } = await signedIn()
    const stolen = await everythingOf(tokens)
    expect(await statusWith(stolen)).toBe(200)
    await expect(client.logout()).resolves.toMatchObject({ server: 'ended' })
    expect(await tokens.read()).toBeNull()
    expect(traces()).toEqual([])
    expect(await statusWith(stolen)).toBe(401)
  })

  test('G11 offline, the tokens are removed at once, and the logout is delivered later', async () => {
    const { client, tokens, network } = await signedIn()
    const stolen = await everythingOf(tokens)
    network.offline()
    await expect(client.logout()).resolves.toMatchObject({ server: 'queued' })
    expect(((await tokens.read()) as SessionTokens | null)?.accessToken).toBeUndefined()
    expect(client.session.status).toBe('signed-out')
    network.offline(false)
    window.dispatchEvent(new Event('online'))
    await expect.poll(() => client.pending(), { timeout: 10_000 }).toBe(false)
    expect(await statusWith(stolen)).toBe(401)
    expect(traces()).toEqual([])
  })

  test('G11 a page does not enter a stored session whose logout is still queued', async () => {
    const tokens = { ...create(), clear: () => {} }
    const { client, network, sid } = await signedInTab({ tokens })
    network.offline()
    await expect(client.logout()).resolves.toMatchObject({ server: 'queued' })
    const later = openTab({ tokens, fetch: () => Promise.reject(new TypeError('fetch failed')) })
    const heard = vi.fn()
    later.client.subscribe(heard)
    await expect(later.client.api.auth.me.query()).rejects.toBeInstanceOf(Error)
    expect(later.client.session.status).toBe('signed-out')
    expect(heard).not.toHaveBeenCalledWith(expect.objectContaining({ sid }))
  })

  test('G20 a session ended on another device is over here at the next call', async () => {
    const { client, tokens, person } = await signedIn()
    const other = openTab({ tokens: memoryTokens() })
    await other.client.login(person)
    await other.client.api.session.endOthers.mutate()
    await expect(client.api.auth.me.query()).rejects.toMatchObject({
      code: expect.stringMatching(/^SESSION_ENDED|LOGGED_OUT$/),
    })
    expect(client.session).toMatchObject({ status: 'signed-out', reason: 'ended-elsewhere' })
    await expect.poll(() => tokens.read()).toBeNull()
  })

  test('G16 the next user is not mistaken for the last one while the logout is still queued', async () => {
    const { client, network } = await signedIn()
    network.faults.set('/api/auth/logout', 503)
    await expect(client.logout()).resolves.toMatchObject({ server: 'queued' })
    const next = await newPerson(inject('apiOfPages'))
    await client.login(next)
    network.faults.clear()
    await expect(client.api.auth.me.query()).resolves.toMatchObject({ email: next.email })
    expect(client.pending()).toBe(false)
  })

  test('G19 a password change keeps this session', async () => {
    const { client, person } = await signedIn()
    const { ended } = await client.api.auth.changePassword.mutate({
      currentPassword: person.password,
      newPassword: 'another long password',
    })
    expect(ended).toBe(0)
    await expect(client.api.auth.me.query()).resolves.toMatchObject({ email: person.email })
  })
})
