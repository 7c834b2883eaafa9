/** Where a user's cart lies on this device: `cart:<userId>` in local storage. A full or forbidden storage holds nothing. */
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

/** False where the device did not keep it; the cart then lives as long as the page. */
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
 * Removes every cart but that of `userId`; `null`: all. A tab that was killed in the middle of a logout, or a logout
 * without JavaScript, would otherwise leave the last user's cart to the next one.
 */
export function removeCartsOfOthers(storage: CartStorage, userId: string | null): void {
  const keep = userId === null ? null : cartKey(userId)
  try {
    const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index))
    for (const key of keys) if (key?.startsWith(prefix) && key !== keep) storage.removeItem(key)
  } catch {
    // Storage is forbidden, so nothing was kept in it either.
  }
}
