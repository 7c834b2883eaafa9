/** Devices in bearer mode, each with its own client and network. */
import { inject } from 'vitest'
import { type CampusBite, type CampusBiteOptions, createCampusBite, memoryTokens } from '../../src/index'
import type { SessionTokens, TokenStore } from '../../src/tokens/token-store'
import { Network } from './network'
import { newPerson } from './people'

/** A store that a test can read, and write to like another client. */
export interface OpenStore extends TokenStore {
  kept(): SessionTokens | null
  writes: SessionTokens[]
}

function openStore(store: TokenStore = memoryTokens()): OpenStore {
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

export function device(options: Partial<CampusBiteOptions> = {}, network = new Network()): Device {
  const store = openStore(options.tokens)
  const client = createCampusBite({ url: inject('api'), fetch: network.fetch, ...options, tokens: store })
  return { client, network, store }
}

/** A device with a new user logged in. */
export async function signedIn(options: Partial<CampusBiteOptions> = {}, network?: Network) {
  const person = await newPerson(inject('api'))
  const on = device(options, network)
  const user = await on.client.login(person)
  return { ...on, person, user, tokens: on.store.kept() as SessionTokens }
}
