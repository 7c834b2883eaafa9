/** Pairs each generation of the client with its own QueryClient and tRPC client. Follows the session; renders nothing. */
import type { QueryClient } from '@tanstack/react-query'
import type { TRPCUntypedClient } from '@trpc/client'
import { untypedClient } from '../api'
import type { Core } from '../core'
import { note } from './hydrated'
import { retire, successor } from './identity-query-client'
import type { AppRouter } from './router'

export interface Identity {
  /** Unique among all clients of this package. */
  key: number
  generation: number
  queryClient: QueryClient
  trpc: TRPCUntypedClient<AppRouter>
}

const known = new WeakMap<QueryClient, WeakMap<Core, Identities>>()

/**
 * One per pair of client and QueryClient, even if its tree unmounts and mounts again: a retired QueryClient must not be used again.
 * A second client with the same QueryClient gets a successor of it: what the first one's session has fetched is not for the second.
 */
export function identitiesOf(core: Core, queryClient: QueryClient): Identities {
  const others = known.get(queryClient)
  const found = others?.get(core)
  if (found) return found
  note(queryClient)
  const identities = new Identities(core, others ? successor(queryClient) : queryClient)
  known.set(queryClient, (others ?? new WeakMap()).set(core, identities))
  return identities
}

let keys = 0

export class Identities {
  #current: Identity
  #trees = 0
  /** The session at the last change. */
  #sid: string | undefined
  #unfollow: (() => void) | undefined

  constructor(
    private readonly core: Core,
    private readonly first: QueryClient,
  ) {
    this.#current = this.#identity(core.state.generation, first)
  }

  /** The current identity. The previous one is retired in the same task as the logout. */
  readonly get = (): Identity => {
    const generation = this.core.state.generation
    if (generation !== this.#current.generation) {
      const before = this.#current.queryClient
      this.#current = this.#identity(generation, successor(this.first))
      retire(before)
    }
    return this.#current
  }

  /**
   * While a tree is mounted, the identity changes with the session, in the task of each change. Without a tree, this goes on until
   * what the last tree has fetched is retired.
   */
  readonly follow = (): (() => void) => {
    this.#trees += 1
    this.#unfollow ??= this.#subscribe()
    return () => {
      this.#trees -= 1
    }
  }

  #subscribe(): () => void {
    const { state } = this.core
    this.#sid = state.sid
    // If nobody holds the QueryClient any more, this must not keep it alive: nothing of it can be shown again.
    const known = new WeakRef(this)
    const unfollow = state.subscribe(() => {
      const identities = known.deref()
      if (identities) identities.#changed()
      else unfollow()
    })
    return unfollow
  }

  #changed(): void {
    const { state, page } = this.core
    if (page?.left) forgetElements()
    const before = this.#current
    const { queryClient } = this.get()
    // What was fetched without a user may look different to a user.
    if (this.#sid === undefined && state.sid !== undefined) void queryClient.invalidateQueries()
    this.#sid = state.sid
    if (this.#trees > 0 || before === this.#current) return
    this.#unfollow?.()
    this.#unfollow = undefined
  }

  #identity(generation: number, queryClient: QueryClient): Identity {
    // This is all that the hooks use of tRPC's client.
    const trpc = untypedClient(this.core, generation) as unknown as TRPCUntypedClient<AppRouter>
    return { key: keys++, generation, queryClient, trpc }
  }
}

/** Under these names React keeps, on each element, what it was rendered from: on an emptied page, the last user's data. */
function forgetElements(): void {
  for (const node of [document, ...document.querySelectorAll('*')])
    for (const key of Object.keys(node)) if (key.startsWith('__react')) Reflect.deleteProperty(node, key)
}
