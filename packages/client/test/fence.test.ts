/** Work in progress when a session ends, and responses that arrive after it, change nothing. */
import { expect, inject, test, vi } from 'vitest'
import { type Device, device, signedIn } from './support/api'
import { Network } from './support/network'
import { logIn, newPerson, type Person, sessionsOf, statusOf } from './support/people'

const api = inject('api')

/** Invalidates the access token, so that the next call must refresh. */
function spoilAccess({ store }: Pick<Awaited<ReturnType<typeof signedIn>>, 'store'>): void {
  const tokens = store.kept()
  if (tokens) void store.write({ ...tokens, accessToken: 'spoiled' })
}

test.each([false, true])(
  'G04 a refresh answered after logout writes nothing (fetch deaf to aborts: %s)',
  async (deaf) => {
    const on = await signedIn({}, new Network(fetch, deaf))
    spoilAccess(on)
    const held = on.network.hold('/auth.refresh')
    const call = on.client.api.auth.me.query()
    await held.answered
    const writes = on.store.writes.length
    const result = on.client.logout()
    held.release()
    await expect(call).rejects.toMatchObject({ code: 'LOGGED_OUT' })
    await expect(result).resolves.toMatchObject({ server: 'ended' })
    expect(on.store.writes).toHaveLength(writes)
    expect(on.store.kept()).toBeNull()
  },
)

test.each([false, true])('G09 a query answered after logout is dropped (fetch deaf to aborts: %s)', async (deaf) => {
  const { client, network } = await signedIn({}, new Network(fetch, deaf))
  const held = network.hold('/auth.me')
  const dropped = expect(client.api.auth.me.query()).rejects.toMatchObject({ code: 'LOGGED_OUT' })
  await held.answered
  await client.logout()
  await dropped
  held.release()
})

test('G09 a mutation answered after logout is dropped', async () => {
  const { client, network } = await signedIn({}, new Network(fetch, true))
  const [dish] = await client.api.menu.list.query()
  const held = network.hold('/order.place')
  const call = client.api.order.place.mutate({ lines: [{ dishId: dish?.id ?? '', quantity: 1 }] })
  await held.answered
  void client.logout()
  held.release()
  await expect(call).rejects.toMatchObject({ code: 'LOGGED_OUT' })
})

test('G16 a response for the last user is dropped after the next one has logged in', async () => {
  const { client, network, user } = await signedIn({}, new Network(fetch, true))
  const next = await newPerson(api)
  const held = network.hold('/auth.me')
  const dropped = expect(client.api.auth.me.query()).rejects.toMatchObject({ code: 'LOGGED_OUT' })
  await held.answered
  await client.logout()
  await client.login(next)
  held.release()
  await dropped
  await expect(client.api.auth.me.query()).resolves.toMatchObject({ email: next.email })
  expect(client.session).toMatchObject({ status: 'signed-in', user: { email: next.email } })
  expect(user.email).not.toBe(next.email)
})

test('G16 each identity has its own generation', async () => {
  const { client } = await signedIn()
  const first = client.session.generation
  await client.logout()
  await client.login(await newPerson(api))
  expect(client.session.generation).toBeGreaterThan(first)
})

/** A logout in the meantime wins. */
async function endsWithLogout({ client, network, store }: Device, person: Person): Promise<void> {
  const held = network.hold('/auth.login')
  const login = client.login(person)
  await held.answered
  await client.logout()
  held.release()
  await expect(login).rejects.toMatchObject({ code: 'LOGGED_OUT' })
  expect(client.session.status).toBe('signed-out')
  expect(store.kept()).toBeNull()
  const there = await logIn(api, person)
  await expect.poll(() => sessionsOf(api, there), { timeout: 10_000 }).toHaveLength(1)
}

test('G04 a logout cancels a login that began before it, even if nobody was signed in', async () => {
  await endsWithLogout(device(), await newPerson(api))
})

test('G29 a login answered after logout starts no session here and leaves none on the server', async () => {
  const on = await signedIn()
  await endsWithLogout(on, on.person)
})

test('logging in as somebody else ends the previous session', async () => {
  const { client, tokens } = await signedIn()
  const ended: string[] = []
  client.onLogout('cart', () => ended.push('cart'))
  const next = await newPerson(api)
  await client.login(next)
  expect(ended).toEqual(['cart'])
  expect(client.session).toMatchObject({ status: 'signed-in', user: { email: next.email } })
  await expect.poll(() => statusOf(api, tokens), { timeout: 10_000 }).toBe(401)
  await expect(client.api.auth.me.query()).resolves.toMatchObject({ email: next.email })
})

test('G31 a login clicked twice is one session', async () => {
  const person = await newPerson(api)
  const { client, network } = device()
  await Promise.all([client.login(person), client.login(person)])
  expect(network.to('/auth.login')).toHaveLength(1)
  await expect(client.api.session.list.query()).resolves.toHaveLength(1)
})

test('G04 a logout also cancels a login that waits behind another one', async () => {
  const { client, network, store } = device()
  const [first, second] = [await newPerson(api), await newPerson(api)]
  const held = network.hold('/auth.login')
  const logins = [client.login(first), client.login(second)].map((login) => login.catch(({ code }) => code))
  await held.answered
  await client.logout()
  held.release()
  expect(await Promise.all(logins)).toEqual(['LOGGED_OUT', 'LOGGED_OUT'])
  expect(client.session.status).toBe('signed-out')
  expect(store.kept()).toBeNull()
})

test('a login after a logout is a new one, even if the same login was in flight', async () => {
  const { client, network } = device()
  const person = await newPerson(api)
  const held = network.hold('/auth.login')
  const doomed = client.login(person).catch(({ code }) => code)
  await held.answered
  await client.logout()
  const again = client.login(person)
  held.release()
  expect(await doomed).toBe('LOGGED_OUT')
  await expect(again).resolves.toMatchObject({ email: person.email })
  await expect(client.api.auth.me.query()).resolves.toMatchObject({ email: person.email })
})

test('G16 a login that waits behind one that replaces another user is not mistaken for logged out', async () => {
  const { client } = await signedIn()
  const [second, third] = [await newPerson(api), await newPerson(api)]
  await Promise.all([client.login(second), client.login(third)])
  expect(client.session).toMatchObject({ status: 'signed-in', user: { email: third.email } })
})

test('an aborted call rejects at once, whatever it waits for', async () => {
  const on = await signedIn()
  void on.store.write({ ...on.tokens, accessExpiresAt: 1 })
  on.network.faults.set('/auth.refresh', 'silent')
  const abort = new AbortController()
  const call = on.client.api.auth.me.query(undefined, { signal: abort.signal })
  await vi.waitFor(() => expect(on.network.to('/auth.refresh')).toHaveLength(1))
  abort.abort(new Error('enough'))
  await expect(call).rejects.toThrow('enough')
  await expect(on.client.api.auth.me.query(undefined, { signal: abort.signal })).rejects.toThrow('enough')
})

test('a login right after a logout with nobody signed in is not affected by it', async () => {
  const { client } = device()
  const person = await newPerson(api)
  const logout = client.logout()
  await expect(client.login(person)).resolves.toMatchObject({ email: person.email })
  await logout
  expect(client.session.status).toBe('signed-in')
})

test('a login cannot be aborted: its caller hears that it has taken effect', async () => {
  const { client, network } = device()
  const person = await newPerson(api)
  const held = network.hold('/auth.login')
  const abort = new AbortController()
  const login = client.api.auth.login.mutate(person, { signal: abort.signal })
  await held.answered
  abort.abort()
  held.release()
  await expect(login).resolves.toMatchObject({ user: { email: person.email } })
})
