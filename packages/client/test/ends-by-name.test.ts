/** API calls that end sessions: what they mean for this client's session, and what they claim about others. */
import { expect, inject, test, vi } from 'vitest'
import { device, signedIn } from './support/api'
import { newPerson, statusOf } from './support/people'

const api = inject('api')

test('G14 logoutEverywhere ends the other devices too, and succeeds only if it did', async () => {
  const here = await signedIn()
  const there = device()
  await there.client.login(here.person)
  here.network.offline()
  await expect(here.client.logoutEverywhere()).rejects.toMatchObject({ code: 'NETWORK' })
  expect(here.client.session.status).toBe('signed-in')
  here.network.offline(false)
  await expect(here.client.logoutEverywhere()).resolves.toMatchObject({ server: 'ended' })
  await expect(there.client.api.auth.me.query()).rejects.toMatchObject({ code: 'SESSION_ENDED' })
  expect(there.client.session).toMatchObject({ status: 'signed-out', reason: 'ended-elsewhere' })
})

test('G14 logoutEverywhere does not claim to have reached other devices when it has not', async () => {
  const here = await signedIn()
  const thief = device()
  await thief.client.login(here.person)
  await thief.client.api.session.endOthers.mutate()
  await expect(here.client.logoutEverywhere()).rejects.toMatchObject({ code: 'SESSION_ENDED' })
  expect(here.client.session.status).toBe('signed-out')
  await expect(here.client.logoutEverywhere()).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' })
  await expect(thief.client.api.auth.me.query()).resolves.toMatchObject({ email: here.person.email })
})

test('G14 a logout in between does not count as logoutEverywhere', async () => {
  const { client, network } = await signedIn()
  network.faults.set('/session.endAll', 500)
  const held = network.hold('/api/auth/logout')
  const everywhere = client.logoutEverywhere().catch(({ code }) => code)
  const result = client.logout()
  held.release()
  await expect(result).resolves.toMatchObject({ server: 'ended' })
  expect(await everywhere).not.toMatchObject({ server: 'ended' })
})

test('G16 logoutEverywhere, answered after the next login, does not end that session', async () => {
  const { client, network } = await signedIn()
  const held = network.hold('/session.endAll')
  const everywhere = client.logoutEverywhere()
  await held.answered
  await client.logout()
  const next = await newPerson(api)
  await client.login(next)
  held.release()
  await expect(everywhere).resolves.toMatchObject({ server: 'ended' })
  expect(client.session).toMatchObject({ status: 'signed-in', user: { email: next.email } })
  await expect(client.api.auth.me.query()).resolves.toMatchObject({ email: next.email })
})

test('the reason why a session ended is not taken from a call of the previous one', async () => {
  const { client, network } = await signedIn()
  network.faults.set('/session.endAll', 'silent')
  const abort = new AbortController()
  const everywhere = client.api.session.endAll.mutate(undefined, { signal: abort.signal }).catch(() => {})
  await vi.waitFor(() => expect(network.to('/session.endAll')).toHaveLength(1))
  await client.logout()
  const next = await newPerson(api)
  await client.login(next)
  const other = device()
  await other.client.login(next)
  await other.client.api.session.endOthers.mutate()
  await expect(client.api.auth.me.query()).rejects.toMatchObject({ code: 'SESSION_ENDED' })
  expect(client.session).toMatchObject({ status: 'signed-out', reason: 'ended-elsewhere' })
  abort.abort()
  await everywhere
})

test('auth.logout with an unreadable refresh token means this session, as it does to the server', async () => {
  const { client, store, tokens } = await signedIn()
  await client.api.auth.logout.mutate({ refreshToken: 'spoiled' })
  expect(client.session.status).toBe('signed-out')
  expect(store.kept()).toBeNull()
  expect(await statusOf(api, tokens)).toBe(401)
})

test('auth.logout as the first call, while the store is being read, is a complete logout', async () => {
  const before = await signedIn()
  const kept = before.store
  const { client } = device({ tokens: { ...kept, read: async () => kept.kept() } })
  await client.api.auth.logout.mutate({ refreshToken: before.tokens.refreshToken })
  expect(client.session).toMatchObject({ status: 'signed-out', reason: 'logged-out' })
  expect(kept.kept()).toBeNull()
  expect(await statusOf(api, before.tokens)).toBe(401)
})

test.each(['nothing', 'refreshToken', 'logoutTicket'] as const)(
  'auth.logout that names this session by %s is a complete logout',
  async (by) => {
    const { client, store, tokens } = await signedIn()
    const cleanup = vi.fn()
    client.onLogout('cart', cleanup)
    await client.api.auth.logout.mutate(by === 'nothing' ? {} : { [by]: tokens[by] })
    expect(client.session).toMatchObject({ status: 'signed-out', reason: 'logged-out' })
    expect(cleanup).toHaveBeenCalledOnce()
    expect(store.kept()).toBeNull()
    expect(await statusOf(api, tokens)).toBe(401)
  },
)

test('auth.logout for another session ends only that one', async () => {
  const here = await signedIn()
  const there = await signedIn()
  await here.client.api.auth.logout.mutate({ refreshToken: there.tokens.refreshToken })
  expect(here.client.session.status).toBe('signed-in')
  expect(await statusOf(api, here.tokens)).toBe(200)
  expect(await statusOf(api, there.tokens)).toBe(401)
})

test.each(['session.endAll', 'session.end', 'auth.logout'] as const)(
  'calling %s through the api is a complete logout',
  async (path) => {
    const { client, store, tokens } = await signedIn()
    if (path === 'session.endAll') await client.api.session.endAll.mutate()
    else if (path === 'session.end') await client.api.session.end.mutate({ id: tokens.sid })
    else await client.api.auth.logout.mutate()
    expect(client.session).toMatchObject({ status: 'signed-out', reason: 'logged-out' })
    expect(store.kept()).toBeNull()
    expect(await statusOf(api, tokens)).toBe(401)
  },
)

test('G19 deleting the account also ends the session here', async () => {
  const { client, store, person } = await signedIn()
  await client.api.auth.deleteAccount.mutate({ password: person.password })
  expect(client.session).toMatchObject({ status: 'signed-out', reason: 'account-deleted' })
  expect(store.kept()).toBeNull()
})
