/** One real API for a test file, and people who use it. */
import { newPerson, type RunningApi, startApi } from '@campusbite/api/testing'
import { afterAll, beforeAll } from 'vitest'
import { type CampusBite, type CampusBiteOptions, createCampusBite, memoryTokens } from '../../src/index'
import type { SessionTokens, TokenStore } from '../../src/tokens/token-store'
import { Network } from './network'

/** Starts the API before the tests of the calling file and stops it after them. */
export function apiOfThisFile(env: Record<string, string> = {}): { readonly current: RunningApi } {
  let api: RunningApi | undefined
  beforeAll(async () => {
    api = await startApi(env)
  }, 60_000)
  afterAll(async () => api?.[Symbol.asyncDispose]())
  return {
    get current() {
      if (!api) throw new Error('The API is started by beforeAll.')
      return api
    },
  }
}

/** A store that a test can look into, and write into as another client would. */
export interface OpenStore extends TokenStore {
  kept(): SessionTokens | null
  writes: SessionTokens[]
}

export function openStore(store: TokenStore = memoryTokens()): OpenStore {
  const writes: SessionTokens[] = []
  return {
    ...store,
    writes,
    kept() {
      try {
        return store.read() as SessionTokens | null
      } catch {
        return null
      }
    },
    write: (tokens) => {
      writes.push(tokens)
      return store.write(tokens)
    },
  }
}

export interface Device {
  client: CampusBite
  network: Network
  store: OpenStore
}

export function device(api: RunningApi, options: Partial<CampusBiteOptions> = {}, network = new Network()): Device {
  const store = openStore(options.tokens)
  const client = createCampusBite({ url: api.url, fetch: network.fetch, ...options, tokens: store })
  return { client, network, store }
}

/** A device with somebody new logged in on it. */
export async function signedIn(api: RunningApi, options: Partial<CampusBiteOptions> = {}, network?: Network) {
  const person = await newPerson(api)
  const on = device(api, options, network)
  const user = await on.client.login(person)
  return { ...on, person, user, tokens: on.store.kept() as SessionTokens }
}

/** What the server says to these tokens now. */
export async function statusOf(api: RunningApi, { accessToken }: SessionTokens): Promise<number> {
  return (await api.get('/api/auth/me', { authorization: `Bearer ${accessToken}` })).status
}
