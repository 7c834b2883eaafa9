/**
 * Keeps what was hydrated for one identity from the next: the tree is mounted anew, and a `HydrationBoundary` in it is handed the
 * state that a server has rendered for the last user once more. Knows queries by hash and time, never what they hold.
 */
import { QueryCache, QueryClient } from '@tanstack/react-query'

interface Marks {
  own: Set<string>
  /** Of all identities before, that share one first client. */
  before: Set<string>
}

const marksOf = new WeakMap<QueryClient, Marks>()

/** One that a server had still to answer has the time 0. */
const mark = (queryHash: string, { dataUpdatedAt }: { dataUpdatedAt: number }) => `${dataUpdatedAt} ${queryHash}`

export function marksBefore(client: QueryClient): Set<string> {
  return marksOf.get(client)?.before ?? new Set()
}

/** Notes what is hydrated into this client from now on. */
export function note(client: QueryClient, before = new Set<string>()): void {
  if (marksOf.has(client)) return
  const own = new Set<string>()
  marksOf.set(client, { own, before })
  client.getQueryCache().subscribe((event) => {
    const { query } = event
    // Given with the query, or put in the place of what it had.
    const given = event.type === 'added' && query.state !== query.resetState
    if (given || (event.type === 'updated' && event.action.type === 'setState'))
      own.add(mark(query.queryHash, query.state))
  })
}

/** From now on nothing of it is taken by those who come after. */
export function pass(client: QueryClient): void {
  const marks = marksOf.get(client)
  for (const one of marks?.own ?? []) marks?.before.add(one)
}

/** A cache that takes nothing that was hydrated for somebody before. */
export function cacheAfter(before: Set<string>, config: QueryCache['config']): QueryCache {
  const cache = new QueryCache({ ...config })
  const build = cache.build.bind(cache)
  cache.build = (client, options, state) => {
    if (!state || !before.has(mark(options.queryHash ?? '', state))) return build(client, options, state)
    // Whoever hydrates fills what it gets here, also later by a promise: one that nobody looks at.
    const nowhere = new QueryClient()
    return nowhere.getQueryCache().build(nowhere, { ...options, gcTime: 0 })
  }
  cache.subscribe(({ type, query }) => {
    if (type !== 'added') return
    const setState = query.setState.bind(query)
    query.setState = (state) => {
      // One that is reset has the time 0, and is of this client.
      const { dataUpdatedAt = 0 } = state
      if (!dataUpdatedAt || !before.has(mark(query.queryHash, { dataUpdatedAt }))) setState(state)
    }
  })
  return cache
}
