/** One user's cart, as the page sees it. Once dropped it stays empty: a late click cannot write into the next user's cart. */
import type { CartLine } from './cart-lines'
import { type CartStorage, cartKey, loadCart, removeCartsOfOthers, saveCart } from './cart-storage'

export interface CartStore {
  lines(): readonly CartLine[]
  /** The idempotency key for ordering these lines: the same for every retry, a new one once they change or the page is reloaded. */
  orderKey(): string
  change(update: (lines: readonly CartLine[]) => CartLine[]): void
  /** At logout: empties the cart, removes it from the device, and closes it for good. */
  drop(): void
  /** Another tab wrote or removed this storage key; `null`: it cleared the storage. */
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
    // `randomUUID` exists only over https.
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
