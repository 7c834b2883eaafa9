/** Rows by id, for callers that ask for one at a time. */
import { coalesced } from './coalesce'
import { isId } from './ids'

/**
 * Concurrent lookups share one query.
 * @param read receives only valid ids, see ids.ts; others are not found
 */
export function lookup<Row>(
  read: (ids: readonly string[]) => Promise<readonly Row[]>,
  idOf: (row: Row) => string,
): (id: string) => Promise<Row | null> {
  const find = coalesced<string, Row | null>({
    most: 256,
    atOnce: 2,
    patienceMs: 20,
    run: async (ids) => {
      const found = new Map((await read(ids)).map((row) => [idOf(row), row]))
      return ids.map((id) => found.get(id) ?? null)
    },
  })
  return async (id) => (isId(id) ? find(id) : null)
}
