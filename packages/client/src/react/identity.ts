/** Pairs each generation of the client with a QueryClient and a tRPC client of its own. Follows the session; renders nothing. */
import type { QueryClient } from '@tanstack/react-query'
import type { TRPCUntypedClient } from '@trpc/client'
import { untypedClient } from '../api'
import type { Core } from '../core'
import { retire, successor } from './identity-query-client'
import type { AppRouter } from './router'

export interface Identity {
  generation: number
  queryClient: QueryClient
  trpc: TRPCUntypedClient<AppRouter>
}

export class Identities {
  #current: Identity

  constructor(
    private readonly core: Core,
    first: QueryClient,
  ) {
    this.#current = this.#identity(core.state.generation.number, first)
  }

  /** The identity of this moment. The one before it is retired within the same task as the logout. */
  readonly get = (): Identity => {
    const generation = this.core.state.generation.number
    if (generation !== this.#current.generation) {
      const before = this.#current.queryClient
      this.#current = this.#identity(generation, successor(before))
      retire(before)
    }
    return this.#current
  }

  /** From now on the identity changes with the session, within the task of each change. */
  readonly follow = (): (() => void) => {
    const { state } = this.core
    let { sid } = state
    return state.subscribe(() => {
      if (this.core.page?.left) forgetElements()
      const { queryClient } = this.get()
      // What was fetched as nobody may look different to somebody.
      if (sid === undefined && state.sid !== undefined) void queryClient.invalidateQueries()
      sid = state.sid
    })
  }

  #identity(generation: number, queryClient: QueryClient): Identity {
    // The hooks use no more of tRPC's client than this.
    const trpc = untypedClient(this.core, generation) as unknown as TRPCUntypedClient<AppRouter>
    return { generation, queryClient, trpc }
  }
}

/** By these names React finds from an element what it was rendered from: on an emptied page, the last user's. */
function forgetElements(): void {
  for (const node of [document, ...document.querySelectorAll('*')])
    for (const key of Object.keys(node)) if (key.startsWith('__react')) Reflect.deleteProperty(node, key)
}
