/** Stores a user's cart on this device: `cart:<userId>` in localStorage. Full or blocked storage counts as empty. */
import { type CartLine, readLines } from './cart-lines'

export type CartStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>

const prefix = 'cart:'
export const cartKey = (userId: string): string => `${prefix}${userId}`

export function loadCart(storage: CartStorage, userId: string): CartLine[] {
  try {
    return readLines(JSON.parse(storage.getItem(cartKey(userId)) ?? '[]'))
  } catch {
    return []
  }
}

/** False if the device did not store it; the cart then lives as long as the page. */
export function saveCart(storage: CartStorage, userId: string, lines: readonly CartLine[]): boolean {
  try {
    if (lines.length === 0) storage.removeItem(cartKey(userId))
    else storage.setItem(cartKey(userId), JSON.stringify(lines))
    return true
  } catch {
    return false
  }
}

/**
 * Removes every cart except that of `userId`; with `null`, all. Otherwise a tab that was killed during a logout, or a logout
 * without JavaScript, would leave the last user's cart to the next one.
 */
export function removeCartsOfOthers(storage: CartStorage, userId: string | null): void {
  const keep = userId === null ? null : cartKey(userId)
  try {
    const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index))
    for (const key of keys) if (key?.startsWith(prefix) && key !== keep) storage.removeItem(key)
  } catch {
    // Storage is blocked, so nothing was stored in it either.
  }
}
