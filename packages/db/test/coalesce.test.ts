/** Concurrent calls are batched, and each gets the same result as if it had been alone. */
import { expect, test, vi } from 'vitest'
import { coalesced } from '../src/coalesce'

/** Batches that end when the test says so. */
function held(atOnce = 1) {
  const batches: { items: readonly number[]; end(): void; fail(error: Error): void }[] = []
  const ask = coalesced<number, string>({
    atOnce,
    most: 3,
    patienceMs: 60_000,
    run: (items) =>
      new Promise((resolve, reject) => {
        batches.push({ items, end: () => resolve(items.map((item) => `done ${item}`)), fail: reject })
      }),
  })
  const turn = (index: number) =>
    vi.waitFor(() => {
      const batch = batches[index]
      if (!batch) throw new Error(`There is no batch ${index}.`)
      return batch
    })
  return { batches, ask, turn, sent: () => batches.map(({ items }) => items) }
}

test('calls in one turn of the event loop form a batch at its end', async () => {
  const { ask, turn, sent } = held()
  const answers = [ask(1), ask(2)]
  expect(sent()).toEqual([])
  await new Promise(setImmediate)
  expect(sent()).toEqual([[1, 2]])
  ;(await turn(0)).end()
  expect(await Promise.all(answers)).toEqual(['done 1', 'done 2'])
})

test('calls during a batch form the next one', async () => {
  const { ask, turn, sent } = held()
  const answers = [ask(1)]
  await turn(0)
  answers.push(ask(2), ask(3))
  ;(await turn(0)).end()
  expect(await answers[0]).toBe('done 1')
  ;(await turn(1)).end()
  expect(sent()).toEqual([[1], [2, 3]])
  expect(await Promise.all(answers)).toEqual(['done 1', 'done 2', 'done 3'])
})

test('a batch never exceeds its limit', async () => {
  const { ask, turn, sent } = held()
  const answers = [1, 2, 3, 4, 5].map(ask)
  ;(await turn(0)).end()
  await answers[0]
  ;(await turn(1)).end()
  expect(await Promise.all(answers)).toHaveLength(5)
  expect(sent()).toEqual([
    [1, 2, 3],
    [4, 5],
  ])
})

test('during a batch, another starts as soon as it is as large, and none is left waiting', async () => {
  const { ask, turn, sent } = held(2)
  const answers = [ask(1), ask(2)]
  await turn(0)
  answers.push(ask(3))
  await new Promise(setImmediate)
  expect(sent()).toEqual([[1, 2]])
  answers.push(ask(4))
  await turn(1)
  expect(sent()).toEqual([
    [1, 2],
    [3, 4],
  ])
  // Two are in flight, and no third one starts, however many calls wait.
  answers.push(ask(5), ask(6), ask(7))
  await new Promise(setImmediate)
  expect(sent()).toHaveLength(2)
  ;(await turn(1)).end()
  await turn(2)
  answers.push(ask(8))
  ;(await turn(2)).end()
  expect(await answers[4]).toBe('done 5')
  expect(sent()).toHaveLength(3)
  ;(await turn(0)).end()
  ;(await turn(3)).end()
  expect(await Promise.all(answers)).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((item) => `done ${item}`))
})

test('no caller is answered before the batch is done', async () => {
  const { ask, turn } = held()
  let answered = false
  const answer = ask(1).then(() => {
    answered = true
  })
  await Promise.resolve()
  expect(answered).toBe(false)
  ;(await turn(0)).end()
  await answer
})

test('a failed batch is retried item by item: a bad item fails alone', async () => {
  const ask = coalesced<number, string>({
    atOnce: 1,
    most: 10,
    patienceMs: 60_000,
    run: async (items) => {
      if (items.includes(2)) throw new Error('no twos')
      return items.map((item) => `done ${item}`)
    },
  })
  const answers = await Promise.allSettled([1, 2, 3].map(ask))
  expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(answers[2]).toMatchObject({ value: 'done 3' })
  expect(await ask(4)).toBe('done 4')
})

test('an item that is still pending delays neither its batch nor the next', async () => {
  let release = (_: string) => {}
  const slow = new Promise<string>((resolve) => {
    release = resolve
  })
  const ask = coalesced<number, string>({
    atOnce: 1,
    most: 10,
    patienceMs: 60_000,
    run: async (items) => items.map((item) => (item === 2 ? slow : `done ${item}`)),
  })
  const [first, second, third] = [ask(1), ask(2), ask(3)]
  expect([await first, await third, await ask(4)]).toEqual(['done 1', 'done 3', 'done 4'])
  release('done at last')
  expect(await second).toBe('done at last')
})

test('a batch that takes too long no longer delays later ones', async () => {
  const started: number[][] = []
  const ask = coalesced<number, number>({
    atOnce: 1,
    most: 10,
    patienceMs: 1,
    run: (items) => {
      started.push([...items])
      return items.includes(1) ? new Promise(() => {}) : Promise.resolve([...items])
    },
  })
  void ask(1)
  await new Promise(setImmediate)
  expect(await ask(2)).toBe(2)
  expect(started).toEqual([[1], [2]])
})

test('a single item uses its own function, if any: at once, and after its batch has failed', async () => {
  const ask = coalesced<number, string>({
    atOnce: 1,
    most: 10,
    patienceMs: 60_000,
    run: () => Promise.reject(new Error('never together')),
    runOne: async (item) => `alone ${item}`,
  })
  expect(await ask(1)).toBe('alone 1')
  expect(await Promise.all([ask(2), ask(3)])).toEqual(['alone 2', 'alone 3'])
})
