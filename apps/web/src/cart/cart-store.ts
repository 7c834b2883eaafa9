/** One user's cart as the page sees it. Once dropped it stays empty: a late click cannot write into the next user's time. */
import type { CartLine } from './cart-lines'
import { type CartStorage, cartKey, loadCart, removeCartsOfOthers, saveCart } from './cart-storage'

export interface CartStore {
  lines(): readonly CartLine[]
  /** The key of the order that these lines become: the same however often it is tried, another once they change or the page is loaded anew. */
  orderKey(): string
  change(update: (lines: readonly CartLine[]) => CartLine[]): void
  /** Logged out: empty here, gone from the device, and closed for good. */
  drop(): void
  /** Another tab wrote, or removed, this key of the storage; `null`: it was cleared. */
  storageChanged(key: string | null): void
  subscribe(listener: () => void): () => void
}

const nothing: readonly CartLine[] = []

/** `userId` null: nobody is signed in, so there is no cart, and none may be left over. */
export function createCartStore(storage: CartStorage, userId: string | null): CartStore {
  const listeners = new Set<() => void>()
  removeCartsOfOthers(storage, userId)
  let open = userId
  let lines: readonly CartLine[] = userId === null ? nothing : loadCart(storage, userId)

  let orderKey: string | undefined

  const show = (next: readonly CartLine[]) => {
    lines = next
    orderKey = undefined
    for (const listener of listeners) listener()
  }
  return {
    lines: () => lines,
    // A random UUID could be had on https alone.
    orderKey: () => (orderKey ??= crypto.getRandomValues(new Uint32Array(4)).join('-')),
    change(update) {
      if (open === null) return
      const next = update(lines)
      saveCart(storage, open, next)
      show(next)
    },
    drop() {
      if (open !== null) saveCart(storage, open, nothing)
      open = null
      show(nothing)
    },
    storageChanged(changed) {
      if (open !== null && (changed === null || changed === cartKey(open))) show(loadCart(storage, open))
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
