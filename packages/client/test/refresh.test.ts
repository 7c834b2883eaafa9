/** Refreshing: one at a time, automatic, and never mistaking a network failure for the end of a session. */
import { expect, test } from 'vitest'
import { CampusBiteError, cookieTokens } from '../src/index'
import type { SessionTokens } from '../src/tokens/token-store'
import { device, type OpenStore, signedIn } from './support/api'

function change(store: OpenStore, part: Partial<SessionTokens>): void {
  const tokens = store.kept()
  if (tokens) void store.write({ ...tokens, ...part })
}

test('ten concurrent refused calls share one refresh, and all succeed', async () => {
  const { client, network, store } = await signedIn()
  change(store, { accessToken: 'spoiled' })
  const users = await Promise.all(Array.from({ length: 10 }, () => client.api.auth.me.query()))
  expect(new Set(users.map(({ id }) => id)).size).toBe(1)
  expect(network.to('/auth.refresh')).toHaveLength(1)
})

test('a token that is about to expire is refreshed before the call', async () => {
  const { client, network, store } = await signedIn()
  change(store, { accessExpiresAt: Date.now() + 1_000 })
  await client.api.auth.me.query()
  expect(network.sent.map(({ path }) => path).slice(-2)).toEqual(['/api/trpc/auth.refresh', '/api/trpc/auth.me'])
  expect(store.kept()?.accessExpiresAt).toBeGreaterThan(Date.now() + 60_000)
})

test('a token that another tab has refreshed is used, not refreshed again', async () => {
  const { client, network, store } = await signedIn()
  const held = network.hold('/auth.me')
  const good = store.kept()
  change(store, { accessToken: 'spoiled' })
  const call = client.api.auth.me.query()
  await held.answered
  if (good) void store.write(good)
  held.release()
  await expect(call).resolves.toMatchObject({ role: 'customer' })
  expect(network.to('/auth.refresh')).toEqual([])
})

test.each(['offline', 500] as const)('a refresh that fails (%s) is not a logout', async (fault) => {
  const { client, network, store } = await signedIn()
  change(store, { accessToken: 'spoiled' })
  network.faults.set('/auth.refresh', fault)
  await expect(client.api.auth.me.query()).rejects.toBeInstanceOf(CampusBiteError)
  expect(client.session.status).toBe('signed-in')
  network.faults.clear()
  await expect(client.api.auth.me.query()).resolves.toMatchObject({ role: 'customer' })
})

test.each(['ended', 'unreadable', 'none'] as const)(
  'G16 a refused auth.refresh does not end the session here: %s',
  async (kind) => {
    const last = await signedIn()
    await last.client.logout()
    const { client, person, store } = await signedIn()
    const refreshToken = { ended: last.tokens.refreshToken, unreadable: 'unreadable', none: undefined }[kind]
    await expect(client.api.auth.refresh.mutate({ refreshToken })).rejects.toBeInstanceOf(CampusBiteError)
    expect(client.session).toMatchObject({ status: 'signed-in', user: { email: person.email } })
    expect(store.kept()?.sid).toBe(client.session.sid)
  },
)

test('auth.refresh stores the new tokens if they belong to the session here', async () => {
  const { client, store, tokens } = await signedIn()
  const other = await signedIn()
  await client.api.auth.refresh.mutate({ refreshToken: other.tokens.refreshToken })
  expect(store.kept()).toEqual(tokens)
  const bought = await client.api.auth.refresh.mutate({ refreshToken: tokens.refreshToken })
  const { accessToken, refreshToken, logoutTicket } = bought
  expect(store.kept()).toMatchObject({ sid: tokens.sid, accessToken, refreshToken, logoutTicket })
  expect(refreshToken).not.toBe(tokens.refreshToken)
})

test('G20 a session ended on another device ends here at the next call', async () => {
  const here = await signedIn()
  const there = device()
  await there.client.login(here.person)
  await there.client.api.session.endOthers.mutate()
  await expect(here.client.api.auth.me.query()).rejects.toMatchObject({ code: 'SESSION_ENDED' })
  expect(here.client.session).toMatchObject({ status: 'signed-out', reason: 'ended-elsewhere' })
  expect(here.store.kept()).toBeNull()
  expect(here.network.to('/api/auth/logout')).toEqual([])
})

test('G20 and at the next refresh, when the access token has expired', async () => {
  const here = await signedIn()
  const there = device()
  await there.client.login(here.person)
  await there.client.api.session.endOthers.mutate()
  change(here.store, { accessToken: 'spoiled' })
  await expect(here.client.api.auth.me.query()).rejects.toMatchObject({ code: 'LOGGED_OUT' })
  expect(here.client.session).toMatchObject({ status: 'signed-out', reason: 'ended-elsewhere' })
})

test('an invalid refresh token ends the session here', async () => {
  const { client, store } = await signedIn()
  change(store, { accessToken: 'spoiled', refreshToken: 'spoiled' })
  await expect(client.api.auth.me.query()).rejects.toMatchObject({ code: 'LOGGED_OUT' })
  expect(client.session).toMatchObject({ status: 'signed-out', reason: 'expired' })
})

test('server errors arrive as one class, with code and field errors', async () => {
  const { client, person } = await signedIn()
  const wrong = client.login({ ...person, password: 'wrong' })
  await expect(wrong).rejects.toBeInstanceOf(CampusBiteError)
  await expect(wrong).rejects.toMatchObject({
    code: 'INVALID_CREDENTIALS',
    message: 'Invalid email or password.',
    errors: [],
  })
  await expect(client.register({ name: '', email: 'x', password: '' })).rejects.toMatchObject({
    code: 'BAD_INPUT',
    errors: expect.arrayContaining([expect.objectContaining({ path: 'email' })]),
  })
  expect(client.session.status).toBe('signed-in')
})

test('a response from another server is reported as such', async () => {
  const { client } = device({ fetch: async () => new Response('<html>', { status: 200 }) })
  await expect(client.api.menu.list.query()).rejects.toMatchObject({ code: 'BAD_ANSWER' })
})

test('a caller can abort its call', async () => {
  const { client, network } = await signedIn()
  const held = network.hold('/auth.me')
  const abort = new AbortController()
  const call = client.api.auth.me.query(undefined, { signal: abort.signal })
  await held.answered
  abort.abort(new Error('no longer needed'))
  await expect(call).rejects.toThrow('no longer needed')
  expect(client.session.status).toBe('signed-in')
})

test('cookie mode on a server fails with advice', async () => {
  const { client } = device({ tokens: cookieTokens() })
  await expect(client.api.auth.me.query()).rejects.toMatchObject({ code: 'MISCONFIGURED' })
  await expect(client.api.menu.list.query()).resolves.not.toEqual([])
})

test('a missing url outside a browser fails with advice', async () => {
  const { client } = device({ url: '' })
  await expect(client.api.menu.list.query()).rejects.toMatchObject({ code: 'MISCONFIGURED' })
  await expect(client.logout()).resolves.toEqual({ server: 'ended', cleared: [] })
})

test('a signed-out call is refused by the server, without a refresh', async () => {
  const { client, network } = device()
  await expect(client.api.auth.me.query()).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' })
  expect(network.to('/auth.refresh')).toEqual([])
})

test('G16 a refresh response does not replace the next user’s tokens in a store shared by tabs', async () => {
  const on = await signedIn()
  change(on.store, { accessToken: 'spoiled' })
  const held = on.network.hold('/auth.refresh')
  const call = on.client.api.auth.me.query().catch(({ code }) => code)
  await held.answered
  const next = await signedIn()
  void on.store.write(next.tokens)
  held.release()
  expect(await call).toBe('LOGGED_OUT')
  expect(on.store.kept()).toEqual(next.tokens)
  expect(on.client.session.status).toBe('signed-out')
})
