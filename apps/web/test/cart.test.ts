import { shop } from '@campusbite/auth/contract'
import { describe, expect, test, vi } from 'vitest'
import { addDish, type CartLine, countItems, readLines, removeDish, setQuantity } from '../src/cart/cart-lines'
import { type CartStorage, cartKey, loadCart, saveCart } from '../src/cart/cart-storage'
import { createCartStore } from '../src/cart/cart-store'

function device(entries: Record<string, string> = {}): CartStorage & { entries: Map<string, string> } {
  const map = new Map(Object.entries(entries))
  return {
    entries: map,
    get length() {
      return map.size
    },
    key: (index) => [...map.keys()][index] ?? null,
    getItem: (key) => map.get(key) ?? null,
    setItem: (key, value) => void map.set(key, value),
    removeItem: (key) => void map.delete(key),
  }
}

const forbidden: CartStorage = {
  get length(): number {
    throw new DOMException('denied', 'SecurityError')
  },
  key: () => null,
  getItem() {
    throw new DOMException('denied', 'SecurityError')
  },
  setItem() {
    throw new DOMException('full', 'QuotaExceededError')
  },
  removeItem() {
    throw new DOMException('denied', 'SecurityError')
  },
}

describe('cart lines', () => {
  test('adding a dish twice gives one line with quantity two', () => {
    const lines = addDish(addDish([], 'ramen'), 'ramen')
    expect(lines).toEqual([{ dishId: 'ramen', quantity: 2 }])
    expect(countItems(lines)).toBe(2)
    expect(removeDish(lines, 'ramen')).toEqual([])
  })

  test("quantities and the number of lines stay within an order's limits", () => {
    let lines: CartLine[] = []
    for (let times = 0; times < 100; times += 1) lines = addDish(addDish(lines, `d${times}`), 'd0')
    expect([lines.length, lines[0]?.quantity]).toEqual([50, 20])
    expect(shop.PlaceOrderInput.parse({ lines })).toEqual({ lines })
  })

  test.each([
    [0, 1],
    [-3, 1],
    [2.9, 2],
    [99, 20],
    [Number.NaN, 1],
  ])('a quantity of %s becomes %s', (given, taken) => {
    expect(setQuantity([{ dishId: 'a', quantity: 5 }], 'a', given)).toEqual([{ dishId: 'a', quantity: taken }])
  })

  test.each([
    null,
    7,
    'x',
    {},
    [
      null,
      1,
      'x',
      [],
      {},
      { dishId: 'a' },
      { dishId: '', quantity: 1 },
      { dishId: 'a', quantity: 1.5 },
      { dishId: 'a', quantity: 21 },
      { dishId: 'a', quantity: '1' },
      { dishId: 'a'.repeat(65), quantity: 1 },
    ],
  ])('invalid stored data is dropped: %j', (stored) => expect(readLines(stored)).toEqual([]))

  test('valid stored lines are kept, one per dish', () => {
    const stored = [
      { dishId: 'a', quantity: 2, price: 1 },
      'x',
      { dishId: 'a', quantity: 9 },
      { dishId: 'b', quantity: 1 },
    ]
    expect(readLines(stored)).toEqual([
      { dishId: 'a', quantity: 2 },
      { dishId: 'b', quantity: 1 },
    ])
  })
})

describe('the cart on a device', () => {
  test('is stored per user and restored when they return', () => {
    const storage = device()
    createCartStore(storage, 'u1').change((lines) => addDish(lines, 'ramen'))
    expect(storage.entries.get('cart:u1')).toBe('[{"dishId":"ramen","quantity":1}]')
    expect(createCartStore(storage, 'u1').lines()).toEqual([{ dishId: 'ramen', quantity: 1 }])
  })

  test('uses one order key for every retry, until the cart changes', () => {
    const store = createCartStore(device(), 'u1')
    store.change((lines) => addDish(lines, 'ramen'))
    const key = store.orderKey()
    expect(store.orderKey()).toBe(key)
    store.change((lines) => addDish(lines, 'ramen'))
    expect(store.orderKey()).not.toBe(key)
  })

  test("G16 the next user does not see the last one's cart, even if the logout was interrupted", () => {
    const storage = device({ 'cart:u1': '[{"dishId":"ramen","quantity":1}]', theme: 'dark' })
    expect(createCartStore(storage, 'u2').lines()).toEqual([])
    expect([...storage.entries.keys()]).toEqual(['theme'])
  })

  test('leaves no cart on the device when signed out', () => {
    const storage = device({ 'cart:u1': '[]', 'cart:u2': '[]', theme: 'dark' })
    createCartStore(storage, null)
    expect([...storage.entries.keys()]).toEqual(['theme'])
  })

  test('G08 G09 logout empties it for good, and a late change does not restore it', () => {
    const storage = device()
    const store = createCartStore(storage, 'u1')
    store.change((lines) => addDish(lines, 'ramen'))
    const shown = vi.fn()
    store.subscribe(shown)
    store.drop()
    store.change((lines) => addDish(lines, 'ramen'))
    store.storageChanged(null)
    expect(store.lines()).toEqual([])
    expect(storage.entries.size).toBe(0)
    expect(shown).toHaveBeenCalledTimes(1)
  })

  test('G10 emptying it in another tab empties it here', () => {
    const storage = device()
    const store = createCartStore(storage, 'u1')
    store.change((lines) => addDish(lines, 'ramen'))
    storage.removeItem(cartKey('u1'))
    store.storageChanged(cartKey('u2'))
    expect(store.lines()).toHaveLength(1)
    store.storageChanged(cartKey('u1'))
    expect(store.lines()).toEqual([])
  })

  test('lives as long as the page if storage is blocked', () => {
    const store = createCartStore(forbidden, 'u1')
    store.change((lines) => addDish(lines, 'ramen'))
    expect(store.lines()).toHaveLength(1)
    expect(saveCart(forbidden, 'u1', [])).toBe(false)
    store.drop()
    expect(store.lines()).toEqual([])
  })

  test('treats invalid JSON as an empty cart', () => {
    expect(loadCart(device({ 'cart:u1': '{not json' }), 'u1')).toEqual([])
  })
})
