/** Complete logout against the real API, with every kind of network. */
import { expect, inject, test, vi } from 'vitest'
import { device, signedIn } from './support/api'
import { statusOf } from './support/people'

const api = inject('api')

test('G01 ends the session on the server and keeps nothing', async () => {
  const { client, network, store, tokens } = await signedIn()
  await expect(client.logout()).resolves.toMatchObject({ server: 'ended' })
  expect(client.session).toMatchObject({ status: 'signed-out', reason: 'logged-out' })
  expect(store.kept()).toBeNull()
  expect(client.pending()).toBe(false)
  expect(await statusOf(api, tokens)).toBe(401)
  const [request] = network.to('/api/auth/logout')
  expect(request).toMatchObject({ body: { logoutTicket: tokens.logoutTicket }, keepalive: true, credentials: 'omit' })
})

test('G11 takes effect before the network has answered', async () => {
  const { client, network, store } = await signedIn()
  const seen: string[] = []
  client.subscribe((session) => seen.push(session.status))
  network.offline()
  const result = client.logout()
  expect(client.session.status).toBe('signed-out')
  expect(store.kept()).toBeNull()
  expect(seen).toEqual(['signed-out'])
  expect(network.to('/api/auth/logout')).toHaveLength(1)
  await expect(result).resolves.toMatchObject({ server: 'queued' })
  expect(client.pending()).toBe(true)
})

test.each([500, 503, 404])('G11 an answer with status %i does not confirm it', async (status) => {
  const { client, network } = await signedIn()
  network.faults.set('/api/auth/logout', status)
  await expect(client.logout()).resolves.toMatchObject({ server: 'queued' })
  expect(client.pending()).toBe(true)
})

test('G11 a server that never answers does not delay it', async () => {
  const { client, network } = await signedIn()
  network.faults.set('/api/auth/logout', 'silent')
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  try {
    const result = client.logout()
    await vi.advanceTimersByTimeAsync(5_000)
    await expect(result).resolves.toMatchObject({ server: 'queued' })
  } finally {
    vi.useRealTimers()
  }
})

test('G31 a double click is one logout with one result', async () => {
  const { client, network } = await signedIn()
  const first = client.logout()
  const second = client.logout()
  expect(second).toBe(first)
  await expect(first).resolves.toMatchObject({ server: 'ended' })
  await expect(client.logout()).resolves.toMatchObject({ server: 'ended' })
  expect(network.to('/api/auth/logout')).toHaveLength(1)
})

test('G31 two clients of one session end it once, without an error', async () => {
  const { client, store } = await signedIn()
  const other = device({ tokens: store })
  expect(other.client.session.status).toBe('signed-in')
  const results = await Promise.all([client.logout(), other.client.logout()])
  expect(results.map(({ server }) => server)).toEqual(['ended', 'ended'])
})

test('without a session, the server is not called', async () => {
  const { client, network } = device()
  await expect(client.logout()).resolves.toEqual({ server: 'ended', cleared: [] })
  expect(network.sent).toEqual([])
})

test("G08 the app's cleanups run independently and are reported", async () => {
  const { client } = await signedIn()
  const cart = vi.fn()
  client.onLogout('cart', cart)
  client.onLogout('throws', () => {
    throw new Error('broken')
  })
  client.onLogout('rejects', () => Promise.reject(new Error('broken too')))
  client.onLogout('gone', vi.fn())()
  const { server, cleared } = await client.logout()
  expect(server).toBe('ended')
  expect(cart).toHaveBeenCalledOnce()
  expect(Object.fromEntries(cleared.map(({ what, error }) => [what, error]))).toEqual({
    requests: undefined,
    outbox: undefined,
    tabs: undefined,
    tokens: undefined,
    sessionStorage: undefined,
    cart: undefined,
    throws: new Error('broken'),
    rejects: new Error('broken too'),
  })
})

test.each([undefined, null, '', 0, false])('a cleanup that fails with %j is listed with an error', async (reason) => {
  const { client } = await signedIn()
  client.onLogout('throws', () => {
    throw reason
  })
  client.onLogout('rejects', () => Promise.reject(reason))
  const { cleared } = await client.logout()
  const failed = cleared.filter(({ error }) => error instanceof Error)
  expect(failed.map(({ what }) => what)).toEqual(['throws', 'rejects'])
})

test('a subscriber that throws stops neither the others, nor the logout, nor the process', async () => {
  const { client } = await signedIn()
  const told = vi.fn()
  const reported = vi.spyOn(console, 'error').mockImplementation(() => {})
  const broken = new Error('broken')
  client.subscribe(() => {
    throw broken
  })
  client.subscribe(told)
  await expect(client.logout()).resolves.toMatchObject({ server: 'ended' })
  expect(told).toHaveBeenCalledOnce()
  expect(reported.mock.calls).toEqual([[broken]])
  reported.mockRestore()
})

test('G11 a cleanup that never ends does not delay it', async () => {
  const { client } = await signedIn()
  client.onLogout('stuck', () => new Promise(() => {}))
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  try {
    const result = client.logout()
    await vi.advanceTimersByTimeAsync(2_000)
    vi.useRealTimers()
    const { cleared } = await result
    expect(cleared.find(({ what }) => what === 'stuck')?.error).toBeInstanceOf(Error)
  } finally {
    vi.useRealTimers()
  }
})

test('a token store that always throws fails neither a login nor a logout', async () => {
  const broken = () => {
    throw new Error('forbidden')
  }
  const { client } = await signedIn({ tokens: { read: broken, write: broken, clear: broken } })
  await expect(client.api.auth.me.query()).resolves.toMatchObject({ role: 'customer' })
  const { server, cleared } = await client.logout()
  expect(server).toBe('ended')
  expect(cleared.find(({ what }) => what === 'tokens')?.error).toEqual(new Error('forbidden'))
})
