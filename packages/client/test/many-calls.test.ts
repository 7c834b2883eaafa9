/** Many calls: a program that makes them leaves nothing behind, and Node warns of no leak. */
import { expect, test, vi } from 'vitest'
import { streams } from '../src/streams/index'
import { signedIn } from './support/api'

/** What Node warns of while this runs, which it reports on a later turn. */
async function warnings(work: () => Promise<unknown>): Promise<unknown[]> {
  const warned: unknown[] = []
  const hear = (warning: Error) => void warned.push(warning.message)
  process.on('warning', hear)
  await work()
  await new Promise(setImmediate)
  process.off('warning', hear)
  return warned
}

test('twenty calls at once', async () => {
  const { client } = await signedIn()
  const calls = () => Promise.all(Array.from({ length: 20 }, () => client.api.session.list.query()))
  expect(await warnings(calls)).toEqual([])
})

test('twenty streams, one after the other', async () => {
  const { client } = await signedIn({ streams })
  const onStarted = vi.fn()
  const open = async () => {
    for (let count = 1; count <= 20; count += 1) {
      const stream = client.api.session.watch.subscribe(undefined, { onStarted })
      await vi.waitFor(() => expect(onStarted).toHaveBeenCalledTimes(count), { timeout: 10_000 })
      stream.unsubscribe()
    }
  }
  expect(await warnings(open)).toEqual([])
})
