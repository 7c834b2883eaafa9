/**
 * One QueryClient per identity. When the identity changes, the old client is emptied and kept empty for good: a late mutation,
 * an observer with an interval or a re-render would refill a cache that was merely cleared.
 */
import {
  type Mutation,
  MutationCache,
  type MutationKey,
  type QueryCache,
  QueryClient,
  type QueryClientConfig,
  type QueryKey,
} from '@tanstack/react-query'
import { loggedOut } from '../errors'
import { before, cacheAfter, note, pass } from './hydrated'

/** A retired client's original callbacks, for its successors. */
const callbacksOf = new WeakMap<QueryClient, [QueryCache['config'], MutationCache['config']]>()

/** A fresh client with the same defaults, including those of individual queries and mutations, and the same cache callbacks. */
export function successor(first: QueryClient): QueryClient {
  const [queries, mutations] = callbacksOf.get(first) ?? [first.getQueryCache().config, first.getMutationCache().config]
  const earlier = before(first)
  const next = new Successor(first, {
    defaultOptions: first.getDefaultOptions(),
    queryCache: cacheAfter(earlier, queries),
    mutationCache: new MutationCache({ ...mutations }),
  })
  note(next, earlier)
  return next
}

/** Defaults per key cannot be listed, only looked up. */
class Successor extends QueryClient {
  constructor(
    private readonly first: QueryClient,
    config: QueryClientConfig,
  ) {
    super(config)
  }

  override getQueryDefaults(queryKey: QueryKey) {
    return { ...this.first.getQueryDefaults(queryKey), ...super.getQueryDefaults(queryKey) }
  }

  override getMutationDefaults(mutationKey: MutationKey) {
    return { ...this.first.getMutationDefaults(mutationKey), ...super.getMutationDefaults(mutationKey) }
  }
}

/** Empties the client of an identity that is gone, and keeps it empty. Nothing it still does is shown, not even an error. */
export function retire(client: QueryClient): void {
  const queries = client.getQueryCache()
  const mutations = client.getMutationCache()
  callbacksOf.set(client, [queries.config, mutations.config])
  pass(client)
  queries.config = {}
  mutations.config = { onSuccess: refuse }
  for (const mutation of mutations.getAll()) stop(mutation)
  for (const query of queries.getAll()) void query.cancel({ silent: true })
  client.clear()
  queries.subscribe(({ query }) => {
    if (queries.get(query.queryHash) === query) queries.remove(query)
  })
  mutations.subscribe(({ mutation }) => {
    if (mutation && mutations.getAll().includes(mutation)) mutations.remove(mutation)
  })
}

/** What a mutation of a retired client gets, instead of being sent, when it is retried or resumed. */
const notSent = {}

/**
 * Keeps a mutation from being sent as whoever is signed in by then. The number of its retries was fixed when it began, so an error
 * could retry it forever: instead it gets a result, which `refuse` turns into an error. Its callbacks belong to app state that is
 * gone.
 */
function stop(mutation: Mutation): void {
  const { onMutate: _1, onSuccess: _2, onError: _3, onSettled: _4, ...rest } = mutation.options
  mutation.setOptions({ ...rest, mutationFn: async () => notSent })
  // A hook that renders again would otherwise restore its own options.
  mutation.setOptions = () => {}
}

/** A mutation that was sent before it was stopped keeps its real result: it may be what has ended the session. */
function refuse(answer: unknown): void {
  if (answer === notSent) throw loggedOut()
}
