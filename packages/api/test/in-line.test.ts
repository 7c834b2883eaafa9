import { expect, test } from 'vitest'
import { inLine } from '../src/in-line'

/** Work that ends when the test says so. */
function held() {
  const begun: string[] = []
  const ends: Record<string, (error?: Error) => void> = {}
  const work = (name: string) => () =>
    new Promise<string>((resolve, reject) => {
      begun.push(name)
      ends[name] = (error) => (error ? reject(error) : resolve(name))
    })
  return { begun, work, end: (name: string, error?: Error) => ends[name]?.(error) }
}

test('runs a few per name at once; the next starts when one has finished or failed, in order', async () => {
  const { begun, work, end } = held()
  const line = inLine(2, 9, () => new Error('Full.'))
  const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((name) => line('ada', work(name)))
  expect(begun).toEqual(['a', 'b'])
  end('b')
  expect(await b).toBe('b')
  expect(begun).toEqual(['a', 'b', 'c'])
  end('a', new Error('It failed.'))
  await expect(a).rejects.toThrow('It failed.')
  expect(begun).toEqual(['a', 'b', 'c', 'd'])
  for (const name of ['c', 'd']) end(name)
  expect(await Promise.all([c, d])).toEqual(['c', 'd'])
})

test('names do not wait for each other', () => {
  const { begun, work } = held()
  const line = inLine(1, 9, () => new Error('Full.'))
  for (const name of ['ada', 'ben']) void line(name, work(name))
  expect(begun).toEqual(['ada', 'ben'])
})

test('refuses a caller while the line is full, until one has finished', async () => {
  const { work, end } = held()
  const line = inLine(1, 1, () => new Error('Full.'))
  const [first, second] = ['first', 'second'].map((name) => line('ada', work(name)))
  await expect(line('ada', work('third'))).rejects.toThrow('Full.')
  end('first')
  await first
  const fourth = line('ada', work('fourth'))
  end('second')
  expect(await second).toBe('second')
  end('fourth')
  expect(await fourth).toBe('fourth')
})
