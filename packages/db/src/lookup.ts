/** Rows by their id, for whoever asks for one at a time. */
import { coalesced } from './coalesce'
import { isId } from './ids'

/**
 * Those that are asked for together are one question.
 * @param read given ids in the form of ids.ts alone; what is none is found nowhere
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
