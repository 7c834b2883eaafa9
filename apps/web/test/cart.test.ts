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

describe('lines of a cart', () => {
  test('a dish added twice is one line of two', () => {
    const lines = addDish(addDish([], 'ramen'), 'ramen')
    expect(lines).toEqual([{ dishId: 'ramen', quantity: 2 }])
    expect(countItems(lines)).toBe(2)
    expect(removeDish(lines, 'ramen')).toEqual([])
  })

  test('neither quantity nor length exceeds what an order may hold', () => {
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
  ])('a quantity of %s is taken as %s', (given, taken) => {
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
  ])('whatever else was stored is no line: %j', (stored) => expect(readLines(stored)).toEqual([]))

  test('of what was stored the sound lines are kept, each dish once', () => {
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

describe('the cart of a device', () => {
  test('is kept per user, and comes back with them', () => {
    const storage = device()
    createCartStore(storage, 'u1').change((lines) => addDish(lines, 'ramen'))
    expect(storage.entries.get('cart:u1')).toBe('[{"dishId":"ramen","quantity":1}]')
    expect(createCartStore(storage, 'u1').lines()).toEqual([{ dishId: 'ramen', quantity: 1 }])
  })

  test('has one key for its order, however often it is tried, until it is another cart', () => {
    const store = createCartStore(device(), 'u1')
    store.change((lines) => addDish(lines, 'ramen'))
    const key = store.orderKey()
    expect(store.orderKey()).toBe(key)
    store.change((lines) => addDish(lines, 'ramen'))
    expect(store.orderKey()).not.toBe(key)
  })

  test('G16 the next user finds no cart of the last one, even if the logout was cut short', () => {
    const storage = device({ 'cart:u1': '[{"dishId":"ramen","quantity":1}]', theme: 'dark' })
    expect(createCartStore(storage, 'u2').lines()).toEqual([])
    expect([...storage.entries.keys()]).toEqual(['theme'])
  })

  test('signed out, no cart is left on the device', () => {
    const storage = device({ 'cart:u1': '[]', 'cart:u2': '[]', theme: 'dark' })
    createCartStore(storage, null)
    expect([...storage.entries.keys()]).toEqual(['theme'])
  })

  test('G08 G09 logout empties it for good: a late change brings nothing back', () => {
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

  test('G10 another tab that empties it empties it here', () => {
    const storage = device()
    const store = createCartStore(storage, 'u1')
    store.change((lines) => addDish(lines, 'ramen'))
    storage.removeItem(cartKey('u1'))
    store.storageChanged(cartKey('u2'))
    expect(store.lines()).toHaveLength(1)
    store.storageChanged(cartKey('u1'))
    expect(store.lines()).toEqual([])
  })

  test('where storage is forbidden it lives as long as the page', () => {
    const store = createCartStore(forbidden, 'u1')
    store.change((lines) => addDish(lines, 'ramen'))
    expect(store.lines()).toHaveLength(1)
    expect(saveCart(forbidden, 'u1', [])).toBe(false)
    store.drop()
    expect(store.lines()).toEqual([])
  })

  test('what is not JSON counts as an empty cart', () => {
    expect(loadCart(device({ 'cart:u1': '{not json' }), 'u1')).toEqual([])
  })
})
