// @vitest-environment jsdom
// @vitest-environment-options {"url":"http://localhost/"}
/** The guide about an app's own state works: its code blocks run unchanged, against the real API. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CampusBite } from '@campusbite/client'
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest'
import { type Block, blocksIn, root } from './blocks'

const folder = join(root, 'examples/.cache/own-state')
const blocks = blocksIn('docs/guides/log-out-from-your-own-state.md')

/** The file names by which they import each other. */
function fileOf({ title, code }: Block): string | undefined {
  if (title) return title
  if (code.includes("from 'zustand'")) return 'zustand.ts'
  if (code.includes('importOrders')) return 'late.ts'
  return undefined
}

interface Store {
  store: { getState(): { orders: string[] }; dispatch(action: unknown): void }
  placed(id: string): unknown
}
interface Zustand {
  useCart: { getState(): { dishes: string[]; add(dish: string): void } }
}

let campusbite: CampusBite
let redux: Store
let zustand: Zustand
let late: { importOrders(): Promise<void> }

beforeAll(async () => {
  mkdirSync(folder, { recursive: true })
  for (const block of blocks) {
    const file = fileOf(block)
    if (file) writeFileSync(join(folder, file), block.code.replaceAll('http://localhost:3000', inject('api')))
  }
  const load = (name: string) => import(/* @vite-ignore */ join(folder, name))
  campusbite = (await load('campusbite.ts')).campusbite
  redux = await load('store.ts')
  zustand = await load('zustand.ts')
  late = await load('late.ts')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

beforeEach(async () => {
  const person = { name: 'Ada', email: `ada-${crypto.randomUUID()}@campus.test`, password: 'correct horse' }
  await campusbite.register(person)
  await campusbite.login(person)
})

test('G08 Redux: every reducer is back in its initial state', async () => {
  redux.store.dispatch(redux.placed('a secret order'))
  expect(redux.store.getState().orders).toEqual(['a secret order'])
  const { cleared } = await campusbite.logout()
  expect(redux.store.getState().orders).toEqual([])
  expect(cleared).toContainEqual({ what: 'redux' })
})

test('G08 Zustand: the store is empty, and its persisted copy is gone', async () => {
  zustand.useCart.getState().add('a secret dish')
  expect(localStorage.getItem('cart')).toContain('a secret dish')
  const { cleared } = await campusbite.logout()
  expect(zustand.useCart.getState().dishes).toEqual([])
  expect(localStorage.getItem('cart')).toBeNull()
  expect(cleared).toContainEqual({ what: 'cart' })
})

test('G09 a response after the logout fills nothing', async () => {
  let answer = (_response: Response) => {}
  const { fetch } = globalThis
  globalThis.fetch = (input, init) =>
    String(input).includes('elsewhere.example')
      ? new Promise<Response>((resolve) => {
          answer = resolve
        })
      : fetch(input, init)
  try {
    const imported = late.importOrders()
    await campusbite.logout()
    answer(Response.json(['a late order']))
    await imported
    expect(redux.store.getState().orders).toEqual([])
  } finally {
    globalThis.fetch = fetch
  }
})
