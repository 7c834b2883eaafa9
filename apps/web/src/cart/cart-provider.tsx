'use client'
/** Gives the pages the signed-in user's cart, and clears it at logout, from this tab or any other. */
import { createContext, use, useEffect, useState, useSyncExternalStore } from 'react'
import { campusbite } from '../lib/campusbite'
import { addDish, type CartLine, removeDish, setQuantity } from './cart-lines'
import type { CartStorage } from './cart-storage'
import { type CartStore, createCartStore } from './cart-store'

const CartContext = createContext<CartStore | null>(null)

/** The server has no device storage, so there is no cart to show. */
const noStorage: CartStorage = { length: 0, key: () => null, getItem: () => null, setItem() {}, removeItem() {} }

/** If the user has blocked storage, even accessing it throws. */
function deviceStorage(): CartStorage {
  try {
    return typeof window === 'undefined' ? noStorage : localStorage
  } catch {
    return noStorage
  }
}

export function CartProvider({ userId, children }: { userId: string | null; children: React.ReactNode }) {
  const [store] = useState(() => createCartStore(deviceStorage(), userId))
  useEffect(() => {
    const onStorage = (event: StorageEvent) => store.storageChanged(event.key)
    addEventListener('storage', onStorage)
    const stop = campusbite().onLogout('cart', () => store.drop())
    return () => {
      removeEventListener('storage', onStorage)
      stop()
    }
  }, [store])
  return <CartContext value={store}>{children}</CartContext>
}

export interface Cart {
  /** Null until the browser has looked: neither empty nor full. */
  lines: readonly CartLine[] | null
  orderKey(): string
  add(dishId: string): void
  setQuantity(dishId: string, quantity: number): void
  remove(dishId: string): void
  clear(): void
}

export function useCart(): Cart {
  const store = use(CartContext)
  if (!store) throw new Error('useCart needs a <CartProvider> above it.')
  const lines = useSyncExternalStore(store.subscribe, store.lines, () => null)
  return {
    lines,
    orderKey: store.orderKey,
    add: (dishId) => store.change((now) => addDish(now, dishId)),
    setQuantity: (dishId, quantity) => store.change((now) => setQuantity(now, dishId, quantity)),
    remove: (dishId) => store.change((now) => removeDish(now, dishId)),
    clear: () => store.change(() => []),
  }
}
