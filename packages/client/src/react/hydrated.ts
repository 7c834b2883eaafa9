/**
 * Keeps state hydrated for one identity from the next: the tree is mounted again, and its `HydrationBoundary` gets the same state
 * that a server rendered for the last user. Knows queries by hash and time, never their content.
 */
import { QueryCache, QueryClient } from '@tanstack/react-query'

/** What was hydrated for the earlier identities of one initial client. */
interface Before {
  /** One `mark` for each state that was hydrated for one of them. */
  marks: Set<string>
  /** When the last of them ended, in milliseconds since 1970. Older state was rendered for them, hydrated or not. */
  over: number
}

const kept = new WeakMap<QueryClient, { own: Set<string>; before: Before }>()

/** A query still pending when the server rendered has the time 0, so the time alone does not identify it. */
const mark = (queryHash: string, dataUpdatedAt: number) => `${dataUpdatedAt} ${queryHash}`

const isOf = ({ marks, over }: Before, queryHash: string, dataUpdatedAt: number) =>
  (dataUpdatedAt > 0 && dataUpdatedAt <= over) || marks.has(mark(queryHash, dataUpdatedAt))

export const before = (client: QueryClient): Before => kept.get(client)?.before ?? { marks: new Set(), over: 0 }

/** Records what is hydrated into this client from now on. */
export function note(client: QueryClient, earlier = before(client)): void {
  if (kept.has(client)) return
  const own = new Set<string>()
  kept.set(client, { own, before: earlier })
  const cache = client.getQueryCache()
  const build = cache.build.bind(cache)
  cache.build = (asking, options, state) => {
    if (state) own.add(mark(options.queryHash ?? '', state.dataUpdatedAt))
    return build(asking, options, state)
  }
  cache.subscribe((event) => {
    if (event.type !== 'updated' || event.action.type !== 'setState') return
    own.add(mark(event.query.queryHash, event.query.state.dataUpdatedAt))
  })
}

/** From now on, later identities accept none of it. */
export function pass(client: QueryClient): void {
  const notes = kept.get(client)
  if (!notes) return
  for (const one of notes.own) notes.before.marks.add(one)
  notes.before.over = Date.now()
}

/** A cache that accepts nothing that was hydrated for an earlier identity. */
export function cacheAfter(earlier: Before, config: QueryCache['config']): QueryCache {
  const cache = new QueryCache({ ...config })
  const build = cache.build.bind(cache)
  cache.build = (client, options, state) => {
    if (!state || !isOf(earlier, options.queryHash ?? '', state.dataUpdatedAt)) return build(client, options, state)
    // Hydration fills the query returned here, perhaps later through a promise; nobody observes this one.
    const nowhere = new QueryClient()
    return nowhere.getQueryCache().build(nowhere, { ...options, gcTime: 0 })
  }
  cache.subscribe(({ type, query }) => {
    if (type !== 'added') return
    const setState = query.setState.bind(query)
    query.setState = (state) => {
      // A reset query has the time 0, and is this client's own.
      const { dataUpdatedAt = 0 } = state
      if (!dataUpdatedAt || !isOf(earlier, query.queryHash, dataUpdatedAt)) setState(state)
    }
  })
  return cache
}
