/**
 * One QueryClient for each identity. When the identity changes the old one is emptied and kept empty for good: a late
 * mutation, an observer with an interval, a re-render would fill a cache that was merely cleared.
 */
import {
  MutationCache,
  type MutationKey,
  QueryCache,
  QueryClient,
  type QueryClientConfig,
  type QueryKey,
} from '@tanstack/react-query'

/** The callbacks of a client that is retired, for those who come after it. */
const callbacksOf = new WeakMap<QueryClient, [QueryCache['config'], MutationCache['config']]>()

/** A fresh client with the same defaults, also those of single queries and mutations, and the same cache-wide callbacks. */
export function successor(first: QueryClient): QueryClient {
  const [queries, mutations] = callbacksOf.get(first) ?? [first.getQueryCache().config, first.getMutationCache().config]
  return new Successor(first, {
    defaultOptions: first.getDefaultOptions(),
    queryCache: new QueryCache({ ...queries }),
    mutationCache: new MutationCache({ ...mutations }),
  })
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
  queries.config = {}
  mutations.config = {}
  // The callbacks of a mutation under way belong to an app state that is gone.
  for (const mutation of mutations.getAll()) {
    const { onMutate: _1, onSuccess: _2, onError: _3, onSettled: _4, ...rest } = mutation.options
    mutation.setOptions({ ...rest, retry: false })
  }
  for (const query of queries.getAll()) void query.cancel({ silent: true })
  client.clear()
  queries.subscribe(({ query }) => {
    if (queries.get(query.queryHash) === query) queries.remove(query)
  })
  mutations.subscribe(({ mutation }) => {
    if (mutation && mutations.getAll().includes(mutation)) mutations.remove(mutation)
  })
}
