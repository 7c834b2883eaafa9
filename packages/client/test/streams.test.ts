/** The client's streams: behind the fence like every other response, and patient when a connection is lost. */
import { expect, inject, test, vi } from 'vitest'
import { streams } from '../src/streams/index'
import { signedIn } from './support/api'
import { Network } from './support/network'
import { logIn, newPerson } from './support/people'

const api = inject('api')

/** What a subscription received, in order. */
function listener() {
  const heard: unknown[] = []
  return {
    heard,
    onStarted: () => void heard.push('started'),
    onData: (value: unknown) => void heard.push(value),
    onError: (error: Error) => void heard.push(error),
    onComplete: () => void heard.push('complete'),
  }
}

async function watching(network?: Network) {
  const on = await signedIn({ streams }, network)
  const to = listener()
  const subscription = on.client.api.session.watch.subscribe(undefined, to)
  const { session } = on.client
  const alive = { id: session.status === 'signed-in' ? session.sid : '' }
  await vi.waitFor(() => expect(to.heard).toEqual(['started', alive]), { timeout: 10_000 })
  return { ...on, ...to, subscription, alive }
}

const endElsewhere = async (person: { name: string; email: string; password: string }) => {
  const { accessToken } = await logIn(api, person)
  await fetch(`${api}/api/auth/logout-others`, { method: 'POST', headers: { authorization: `Bearer ${accessToken}` } })
}

test('G24 logout closes it, and it is not requested again', async () => {
  const { client, heard, network } = await watching()
  const result = client.logout()
  await vi.waitFor(() => expect(heard.at(-1)).toBe('complete'))
  await result
  expect(network.to('/session.watch')).toHaveLength(1)
})

test('G24 an ending on another device is known here within a second, and the stream does not reopen', async () => {
  const { client, person, heard, network } = await watching()
  const told = vi.fn()
  client.subscribe(told)
  await endElsewhere(person)
  await vi.waitFor(() => expect(told).toHaveBeenCalledOnce(), { timeout: 1_000 })
  expect(client.session).toMatchObject({ status: 'signed-out', reason: 'ended-elsewhere' })
  await vi.waitFor(() => expect(heard.at(-1)).toBe('complete'))
  expect(network.to('/session.watch')).toHaveLength(1)
})

test('G24 an ending requested here is reported as such, even if its call was retried and the stream is faster', async () => {
  let release = () => {}
  const released = new Promise<void>((resolve) => (release = resolve))
  let tries = 0
  const network = new Network(async (input, init) => {
    if (!String(input).includes('/session.endAll')) return fetch(input, init)
    const headers = new Headers(init?.headers)
    if (++tries === 1) headers.set('authorization', 'Bearer refused')
    const answer = await fetch(input, { ...init, headers })
    if (tries > 1) await released
    return answer
  })
  const { client } = await watching(network)
  const everywhere = client.api.session.endAll.mutate().catch((error) => error.code)
  await vi.waitFor(() => expect(client.session.status).toBe('signed-out'))
  expect(client.session).toMatchObject({ reason: 'logged-out' })
  expect(tries).toBe(2)
  release()
  await everywhere
})

test('G09 events after logout, from a fetch that ignores aborts, reach nobody', async () => {
  const network = new Network(fetch, true)
  const on = await signedIn({ streams }, network)
  const to = listener()
  const held = network.hold('/session.watch')
  on.client.api.session.watch.subscribe(undefined, to)
  await held.answered
  await on.client.logout()
  await on.client.login(await newPerson(api))
  held.release()
  await vi.waitFor(() => expect(to.heard).toEqual(['complete']))
})

test('a stopped subscription delivers nothing', async () => {
  const { heard, subscription, client } = await watching()
  const before = heard.length
  subscription.unsubscribe()
  await client.logout()
  expect(heard).toHaveLength(before)
})

test('a refused token is renewed, and the stream is opened with the new one', async () => {
  const on = await signedIn({ streams })
  const tokens = on.store.kept()
  if (tokens) void on.store.write({ ...tokens, accessToken: 'spoiled' })
  const to = listener()
  const { unsubscribe } = on.client.api.session.watch.subscribe(undefined, to)
  await vi.waitFor(() => expect(to.heard[0]).toBe('started'), { timeout: 10_000 })
  expect(on.network.to('/auth.refresh')).toHaveLength(1)
  unsubscribe()
})

test('if a renewed token is refused too, it renews again', async () => {
  const network: Network = new Network((input, init) => {
    const headers = new Headers(init?.headers)
    const refused = String(input).includes('/session.watch') && network.to('/auth.refresh').length < 2
    if (refused) headers.set('authorization', 'Bearer refused')
    return fetch(input, { ...init, headers })
  })
  const on = await signedIn({ streams }, network)
  const to = listener()
  const { unsubscribe } = on.client.api.session.watch.subscribe(undefined, to)
  await vi.waitFor(() => expect(to.heard[0]).toBe('started'), { timeout: 10_000 })
  expect(network.to('/auth.refresh')).toHaveLength(2)
  unsubscribe()
})

test('a failed connection is retried, and works as before once it is open', async () => {
  const on = await signedIn({ streams })
  on.network.faults.set('/session.watch', 'offline')
  const to = { ...listener(), onConnectionStateChange: vi.fn() }
  const { unsubscribe } = on.client.api.session.watch.subscribe(undefined, to)
  await vi.waitFor(() => expect(to.onConnectionStateChange).toHaveBeenCalled())
  on.network.faults.clear()
  await vi.waitFor(() => expect(to.heard[0]).toBe('started'), { timeout: 5_000 })
  unsubscribe()
})

test('without `streams` the client says what to pass', async () => {
  const { client } = await signedIn()
  const subscribe = () => client.api.session.watch.subscribe(undefined, {})
  expect(subscribe).toThrow(expect.objectContaining({ code: 'MISCONFIGURED' }))
})
