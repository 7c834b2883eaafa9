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

/** A fresh client with the same defaults, also those of single queries and mutations, and the same cache-wide callbacks. */
export function successor(before: QueryClient): QueryClient {
  return new Successor(before, {
    defaultOptions: before.getDefaultOptions(),
    queryCache: new QueryCache({ ...before.getQueryCache().config }),
    mutationCache: new MutationCache({ ...before.getMutationCache().config }),
  })
}

/** Those of single keys cannot be listed, only asked for. */
class Successor extends QueryClient {
  constructor(
    private readonly before: QueryClient,
    config: QueryClientConfig,
  ) {
    super(config)
  }

  override getQueryDefaults(queryKey: QueryKey) {
    return { ...this.before.getQueryDefaults(queryKey), ...super.getQueryDefaults(queryKey) }
  }

  override getMutationDefaults(mutationKey: MutationKey) {
    return { ...this.before.getMutationDefaults(mutationKey), ...super.getMutationDefaults(mutationKey) }
  }
}

/** Empties a client of an identity that is gone, and keeps it so. Nothing it still does is shown, not as an error either. */
export function retire(client: QueryClient): void {
  const queries = client.getQueryCache()
  const mutations = client.getMutationCache()
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
