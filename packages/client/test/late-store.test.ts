/** A token store that answers late, or only when asked again: until then, no logout may be reported as ended. */
import { expect, inject, test, vi } from 'vitest'
import type { TokenStore } from '../src/tokens/token-store'
import { type Device, device, signedIn } from './support/api'
import { askingStore, lockedStore, refusals } from './support/late-stores'
import { newPerson, statusOf } from './support/people'

const api = inject('api')

/** A device, and the result once the client no longer waits for its store. */
async function afterPatience<T>(tokens: TokenStore, work: (on: Device) => Promise<T>): Promise<[Device, T]> {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  try {
    const on = device({ tokens })
    const result = work(on)
    await vi.advanceTimersByTimeAsync(1_000)
    return [on, await result]
  } finally {
    vi.useRealTimers()
  }
}

const loggingOut = ({ client }: Device) => client.logout()
const queued = { server: 'queued', cleared: [] }

test('G11 a logout before a slow store has answered is queued, and delivered when it does', async () => {
  const { tokens } = await signedIn()
  const store = askingStore(tokens)
  const [{ client }, result] = await afterPatience(store.tokens, loggingOut)
  expect(result).toEqual(queued)
  const cart = vi.fn()
  client.onLogout('cart', cart)
  expect(client.pending()).toBe(true)
  const delivered = client.delivered()
  store.answer()
  await delivered
  expect(await statusOf(api, tokens)).toBe(401)
  expect(client.session).toMatchObject({ status: 'signed-out', reason: 'logged-out' })
  expect(store.kept()).toBeNull()
  expect(cart).toHaveBeenCalledOnce()
})

test('and ends nothing if the store turns out to be empty', async () => {
  const store = askingStore(null)
  const [{ client, network }, result] = await afterPatience(store.tokens, loggingOut)
  expect(result).toEqual(queued)
  const delivered = client.delivered()
  store.answer()
  await delivered
  expect(client.pending()).toBe(false)
  await expect(client.logout()).resolves.toEqual({ server: 'ended', cleared: [] })
  expect(network.sent).toEqual([])
})

test('a store that never answers neither delays a logout nor claims one', async () => {
  const never = () => new Promise<never>(() => {})
  const [{ client }, result] = await afterPatience({ read: never, write: never, clear: never }, loggingOut)
  expect(result).toEqual(queued)
  await expect(client.logout()).resolves.toEqual(queued)
})

test("a slow store's result is used, and requested once", async () => {
  const { tokens, person } = await signedIn()
  const store = askingStore(tokens)
  const [{ client }] = await afterPatience(store.tokens, ({ client }) => client.verify())
  const heard = vi.fn()
  client.subscribe(heard)
  expect(client.session.status).toBe('signed-out')
  expect(store.read).toHaveBeenCalledOnce()
  store.answer()
  await vi.waitFor(() => expect(heard).toHaveBeenCalledWith(expect.objectContaining({ sid: tokens.sid })))
  await expect(client.api.auth.me.query()).resolves.toMatchObject({ email: person.email })
})

test('G16 a login that does not wait for a slow store ends the session it held, and stays signed in', async () => {
  const { tokens } = await signedIn()
  const next = await newPerson(api)
  const store = askingStore(tokens)
  const [{ client }] = await afterPatience(store.tokens, loggingOut)
  await client.login(next)
  store.answer()
  await expect.poll(() => statusOf(api, tokens), { timeout: 10_000 }).toBe(401)
  expect(client.session).toMatchObject({ status: 'signed-in', user: { email: next.email } })
  await expect(client.api.auth.me.query()).resolves.toMatchObject({ email: next.email })
  await expect(client.logout()).resolves.toMatchObject({ server: 'ended' })
  expect(client.pending()).toBe(false)
})

test('a login after a logout wins, if both come before the store has answered', async () => {
  const { tokens } = await signedIn()
  const next = await newPerson(api)
  const store = askingStore(tokens)
  const { client } = device({ tokens: store.tokens })
  const logout = client.logout()
  const login = client.login(next)
  store.answer()
  await expect(login).resolves.toMatchObject({ email: next.email })
  await expect(logout).resolves.toMatchObject({ server: 'ended' })
  expect(await statusOf(api, tokens)).toBe(401)
  expect(client.session).toMatchObject({ status: 'signed-in', user: { email: next.email } })
})

test.each(refusals)('G01 a logout asks again after a store %s the first time', async (_name, refuse) => {
  const { tokens } = await signedIn()
  const store = lockedStore(tokens, refuse)
  const { client } = device({ tokens: store.tokens })
  store.unlock()
  await expect(client.logout()).resolves.toMatchObject({
    server: 'ended',
    cleared: expect.arrayContaining([{ what: 'tokens' }]),
  })
  expect(store.kept()).toBeNull()
  expect(await statusOf(api, tokens)).toBe(401)
})

test.each(refusals)(
  'G11 a logout with a store that %s is queued, and delivered once the store works',
  async (_name, refuse) => {
    const { tokens } = await signedIn()
    const store = lockedStore(tokens, refuse)
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    try {
      const { client } = device({ tokens: store.tokens })
      await expect(client.logout()).resolves.toEqual(queued)
      expect(client.pending()).toBe(true)
      const delivered = client.delivered()
      store.unlock()
      await vi.advanceTimersByTimeAsync(1_000)
      await delivered
      expect(client.session).toMatchObject({ status: 'signed-out', reason: 'logged-out' })
    } finally {
      vi.useRealTimers()
    }
    expect(store.kept()).toBeNull()
    expect(await statusOf(api, tokens)).toBe(401)
  },
)

test.each(refusals)('the next call asks again after a store %s the first time', async (_name, refuse) => {
  const { tokens, person } = await signedIn()
  const store = lockedStore(tokens, refuse)
  const { client } = device({ tokens: store.tokens })
  await client.verify()
  expect(client.session.status).toBe('signed-out')
  store.unlock()
  await expect(client.api.auth.me.query()).resolves.toMatchObject({ email: person.email })
  expect(client.session).toMatchObject({ status: 'signed-in', sid: tokens.sid })
})

test('G11 a logout waiting for a slow store stays queued when somebody logs in and the store is read for them', async () => {
  const { tokens } = await signedIn()
  const next = await newPerson(api)
  const store = askingStore(tokens)
  const [{ client }] = await afterPatience(store.tokens, loggingOut)
  await client.login(next)
  await expect(client.api.auth.me.query()).resolves.toMatchObject({ email: next.email })
  expect(client.pending()).toBe(true)
  const delivered = client.delivered()
  store.answer()
  await delivered
  expect(await statusOf(api, tokens)).toBe(401)
  await expect(client.api.auth.me.query()).resolves.toMatchObject({ email: next.email })
})

test.each(refusals)(
  'G16 a session that another tab puts into a store that %s the first time is not ended',
  async (_name, refuse) => {
    const { tokens } = await signedIn()
    const { tokens: theirs } = await signedIn()
    const store = lockedStore(tokens, refuse)
    const { client } = device({ tokens: store.tokens })
    await client.login(await newPerson(api))
    store.unlock()
    store.tokens.write(theirs)
    await client.verify()
    await client.delivered()
    expect(client.session.status).toBe('signed-out')
    expect(await statusOf(api, theirs)).toBe(200)
    expect(store.kept()).toEqual(theirs)
  },
)
