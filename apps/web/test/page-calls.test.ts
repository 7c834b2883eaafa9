import { MessageChannel } from 'node:worker_threads'
import { expect, test } from 'vitest'
import { answerCalls, remoteRuntime } from '../src/server/pages/calls'
import type { PageRuntime } from '../src/server/pages/next-app'

const request = { cookie: 'a=1', host: 'localhost' }

function connected(api: { viewer?: unknown; caller?: unknown; report?: unknown }) {
  const { port1, port2 } = new MessageChannel()
  answerCalls(port1, Promise.resolve(api as PageRuntime))
  return Object.assign(remoteRuntime(port2), { [Symbol.dispose]: () => port2.close() })
}

test("calls a procedure with its input, as the request's user", async () => {
  using runtime = connected({
    caller: (given: unknown) => ({ session: { list: async (input: unknown) => ({ given, input }) } }),
  })
  expect(await runtime.caller(request).session.list()).toEqual({ given: request, input: undefined })
})

test('matches responses to their calls in any order', async () => {
  const order: (() => void)[] = []
  using runtime = connected({
    viewer: ({ cookie }: typeof request) => new Promise((resolve) => order.push(() => resolve(cookie))),
  })
  const asked = ['a=1', 'a=2', 'a=3'].map((cookie) => runtime.viewer({ ...request, cookie }))
  while (order.length < 3) await new Promise((resolve) => setImmediate(resolve))
  for (const answer of order.reverse()) answer()
  expect(await Promise.all(asked)).toEqual(['a=1', 'a=2', 'a=3'])
})

test('passes on an error with its message and stack', async () => {
  const { message, stack } = new Error('The database is gone.')
  using runtime = connected({ viewer: () => Promise.reject(Object.assign(new Error(message), { stack })) })
  await expect(runtime.viewer(request)).rejects.toMatchObject({ message, stack })
})

test('refuses an unknown procedure', async () => {
  using runtime = connected({ caller: () => ({}) })
  await expect(runtime.caller(request).menu.list()).rejects.toThrow()
})

test("reports a page's error to the API's side", async () => {
  let told: (reported: unknown) => void = () => {}
  const reported = new Promise((resolve) => {
    told = resolve
  })
  using runtime = connected({ report: (thrown: Error, route: string) => told([thrown.message, route]) })
  runtime.report(new Error('No such dish.'), '/orders')
  expect(await reported).toEqual(['No such dish.', '/orders'])
})
