/** Runs in the page: puts entries into the app's own query cache, as a long visit would. Serialized, so it must be self-contained. */

interface Fiber {
  memoizedProps: { client?: { setQueryData?: (key: unknown[], value: unknown) => void } } | null
  child: Fiber | null
  sibling: Fiber | null
}

/** The root that React has attached to the document: of its two trees, it may be the one that is not shown. */
interface Root {
  stateNode: { current: Fiber }
}

/** Does nothing on a page without such a cache. */
export function fillQueryCache(count: number): void {
  const key = Object.keys(document).find((name) => name.startsWith('__reactContainer$'))
  const open: (Fiber | null)[] = [key ? (Reflect.get(document, key) as Root).stateNode.current : null]
  while (open.length > 0) {
    const fiber = open.pop()
    if (!fiber) continue
    const client = fiber.memoizedProps?.client
    if (client?.setQueryData) {
      for (let n = 0; n < count; n++) client.setQueryData(['visited', n], { n, text: 'x'.repeat(200) })
      return
    }
    open.push(fiber.sibling, fiber.child)
  }
  if (key) throw new Error('The query cache of this page was not found.')
}
