/** A logout that could not be delivered is delivered later: before anything else, once, and never to another session. */
import { expect, inject, test, vi } from 'vitest'
import { signedIn } from './support/api'
import { newPerson, statusOf } from './support/people'

const api = inject('api')

test('G11 is delivered before the next authenticated call', async () => {
  const { client, network, tokens, person } = await signedIn()
  network.faults.set('/api/auth/logout', 500)
  await expect(client.logout()).resolves.toMatchObject({ server: 'queued' })
  expect(await statusOf(api, tokens)).toBe(200)

  await client.login(person)
  network.faults.clear()
  network.sent.length = 0
  await client.api.auth.me.query()
  expect(network.sent.map(({ path }) => path)).toEqual(['/api/auth/logout', '/api/trpc/auth.me'])
  expect(await statusOf(api, tokens)).toBe(401)
  expect(client.pending()).toBe(false)
  expect(client.session.status).toBe('signed-in')
})

test("G11 is delivered even if this device's clock is ahead and the session looks expired", async () => {
  const { client, network, tokens } = await signedIn({ now: () => Date.now() + 400 * 24 * 3600 * 1000 })
  network.offline()
  await expect(client.logout()).resolves.toMatchObject({ server: 'queued' })
  network.offline(false)
  await client.delivered()
  expect(await statusOf(api, tokens)).toBe(401)
})

test("G11 is delivered even if this device's clock has jumped ahead since", async () => {
  let ahead = 0
  const { client, network, tokens, person } = await signedIn({ now: () => Date.now() + ahead })
  network.offline()
  await client.logout()
  ahead = 400 * 24 * 3600 * 1000
  network.offline(false)
  await client.login(person)
  expect(await statusOf(api, tokens)).toBe(401)
})

test('G11 is delivered before the next call even if the clock has jumped back since the last attempt', async () => {
  let ahead = 0
  const { client, network, tokens, person } = await signedIn({ now: () => Date.now() + ahead })
  network.faults.set('/api/auth/logout', 'silent')
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const logout = client.logout()
  const login = client.login(person)
  await vi.advanceTimersByTimeAsync(3_000)
  await login
  ahead = -24 * 3600 * 1000
  await vi.advanceTimersByTimeAsync(31_000)
  vi.useRealTimers()
  await logout
  network.faults.clear()
  await client.api.auth.me.query()
  expect(await statusOf(api, tokens)).toBe(401)
})

test('G11 does not block for long: a server that never confirms it still serves the next user', async () => {
  const { client, network, person } = await signedIn()
  network.faults.set('/api/auth/logout', 500)
  await client.logout()
  network.faults.set('/api/auth/logout', 'silent')
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const login = client.login(person)
  await vi.advanceTimersByTimeAsync(3_000)
  vi.useRealTimers()
  await expect(login).resolves.toMatchObject({ email: person.email })
  await expect(client.api.auth.me.query()).resolves.toMatchObject({ email: person.email })
  expect(client.pending()).toBe(true)
})

test('G16 never ends the session of the next user', async () => {
  const { client, network, tokens } = await signedIn()
  network.offline()
  await client.logout()
  network.offline(false)
  const next = await newPerson(api)
  await client.login(next)
  expect(await statusOf(api, tokens)).toBe(401)
  expect(client.pending()).toBe(false)
  await expect(client.api.auth.me.query()).resolves.toMatchObject({ email: next.email })
  const bodies = network.to('/api/auth/logout').map(({ body }) => body)
  expect(new Set(bodies.map((body) => JSON.stringify(body)))).toEqual(
    new Set([JSON.stringify({ logoutTicket: tokens.logoutTicket })]),
  )
})

test('G11 a later logout with nobody signed in delivers queued ones', async () => {
  const { client, network, tokens } = await signedIn()
  network.offline()
  await expect(client.logout()).resolves.toMatchObject({ server: 'queued' })
  network.offline(false)
  await expect(client.logout()).resolves.toMatchObject({ server: 'ended' })
  expect(await statusOf(api, tokens)).toBe(401)
})

test('a session without a ticket is ended by its refresh token, which is not stored', async () => {
  const { client, network, store, tokens } = await signedIn()
  const { sid, accessToken, refreshToken } = tokens
  void store.write({ sid, ...(accessToken ? { accessToken } : {}), ...(refreshToken ? { refreshToken } : {}) })
  await expect(client.logout()).resolves.toMatchObject({ server: 'ended' })
  expect(network.to('/api/auth/logout').map(({ body }) => body)).toEqual([{ refreshToken }])
  expect(await statusOf(api, tokens)).toBe(401)
})

test.each([
  ['a page', () => new Response('<h1>Welcome to our network</h1>', { headers: { 'content-type': 'text/html' } })],
  ['nothing', () => new Response('')],
  ['null', () => Response.json(null)],
  ['its own JSON', () => Response.json({ status: 'maintenance' })],
])(
  'G11 a gateway that answers 200 with %s confirms nothing, and the server is told once it is reachable',
  async (_, answer) => {
    const { client, network, tokens } = await signedIn()
    network.faults.set('/', answer)
    await expect(client.logout()).resolves.toMatchObject({ server: 'queued' })
    expect(await statusOf(api, tokens)).toBe(200)
    network.faults.clear()
    await expect(client.logout()).resolves.toMatchObject({ server: 'ended' })
    expect(await statusOf(api, tokens)).toBe(401)
  },
)
