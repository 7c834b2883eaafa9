/**
 * One QueryClient for each identity. When the identity changes the old one is emptied and kept empty for good: a late
 * mutation, an observer with an interval, a re-render would fill a cache that was merely cleared.
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

/** The callbacks of a client that is retired, for those who come after it. */
const callbacksOf = new WeakMap<QueryClient, [QueryCache['config'], MutationCache['config']]>()

/** A fresh client with the same defaults, also those of single queries and mutations, and the same cache-wide callbacks. */
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

/** Those of single keys cannot be listed, only asked for. */
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

/** Empties a client of an identity that is gone, and keeps it so. Nothing it still does is shown, not as an error either. */
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

/** The answer that a mutation of a retired client is given when it is tried again or resumed, instead of being sent. */
const notSent = {}

/**
 * Keeps a mutation from being sent as whoever is signed in by then. How often it is tried was settled when it began, so an error
 * could have it tried for ever: it is given an answer, which `refuse` turns into an error. Its callbacks belong to an app state that
 * is gone.
 */
function stop(mutation: Mutation): void {
  const { onMutate: _1, onSuccess: _2, onError: _3, onSettled: _4, ...rest } = mutation.options
  mutation.setOptions({ ...rest, mutationFn: async () => notSent })
  // A hook that is rendered once more would give it its own again.
  mutation.setOptions = () => {}
}

/** A mutation that was sent before it was stopped keeps its true answer: it may be what has ended the session. */
function refuse(answer: unknown): void {
  if (answer === notSent) throw loggedOut()
}
