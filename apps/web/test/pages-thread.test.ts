import { once } from 'node:events'
import { createServer, request } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { setImmediate } from 'node:timers/promises'
import type { Viewer } from '@campusbite/api'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { PageRuntime } from '../src/server/pages/next-app'
import { beginPagesThread } from '../src/server/pages/pages-thread'
import { passOn } from '../src/server/pages/pass-on'

const viewer: Viewer = {
  user: { id: 'u1', email: 'demo@campusbite.test', name: 'Demo', role: 'customer' },
  sid: 's1',
}

const smuggled = 'GET /account HTTP/1.1\r\nHost: a\r\n\r\n'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

const begin = (filename: URL, found: object = viewer) =>
  beginPagesThread({
    runtime: Promise.resolve({ viewer: async () => found } as unknown as PageRuntime),
    port: 4000,
    filename,
  })

/** A server that has set a header of its own before it hands on what it is asked, but for one path that it answers itself. */
async function serving(found: object = viewer) {
  const thread = await begin(new URL('./fixtures/pages-thread.mjs', import.meta.url), found)
  closing.push(() => thread.close())
  const render = passOn(thread)
  const server = createServer((req, res) => {
    res.setHeader('Cache-Control', 'no-store')
    void (req.url === '/own' ? res.end('own') : render(req, res))
  })
  server.listen(0)
  await once(server, 'listening')
  closing.push(async () => server.close())
  const { port } = server.address() as AddressInfo
  return { port, get: (path: string, init?: RequestInit) => fetch(`http://localhost:${port}${path}`, init) }
}

describe('the thread for pages', () => {
  test('is asked what the server was asked, and its answer is the server’s but for what that has set', async () => {
    const { get } = await serving()
    const response = await get('/menu?a=1', { headers: { cookie: 'a=1', 'X-Nonce': 'n' } })
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(response.headers.get('x-thread')).toMatch(/^\d+$/)
    expect(await response.json()).toMatchObject({
      method: 'GET',
      url: '/menu?a=1',
      headers: { cookie: 'a=1', 'x-nonce': 'n' },
      port: 4000,
    })
  })

  test('passes large answers on whole, and none where only the head was asked for', async () => {
    const { get } = await serving()
    expect(await (await get('/large')).text()).toBe('x'.repeat(3_000_000))
    const head = await get('/large', { method: 'HEAD' })
    expect(head.headers.get('content-length')).toBe('3000000')
    expect(await head.text()).toBe('')
  })

  test.each([
    ['a length', `Content-Length: ${smuggled.length}`, smuggled],
    ['chunks', 'Transfer-Encoding: chunked', `${smuggled.length.toString(16)}\r\n${smuggled}\r\n0\r\n\r\n`],
  ])('never hears of a body, which it could take for another request, with %s', async (_, framing, body) => {
    const { port } = await serving()
    const socket = connect(port, 'localhost')
    socket.write(`GET /first HTTP/1.1\r\nHost: a\r\nConnection: close\r\n${framing}\r\n\r\n${body}`)
    const answered = Buffer.concat(await socket.toArray()).toString()
    expect(answered).toContain('"url":"/first"')
    expect(answered).toContain('"body":""')
    expect(answered.match(/HTTP\/1\.1 200/g)).toHaveLength(1)
  })

  test('asks the API who is there', async () => {
    const { get } = await serving()
    expect(await (await get('/viewer')).json()).toEqual(viewer)
  })

  test('holds up nothing that the server answers itself, however long a page takes', async () => {
    const lock = new Int32Array(new SharedArrayBuffer(4))
    const { get } = await serving({ lock })
    const page = get('/blocks')
    while (Atomics.load(lock, 0) === 0) await setImmediate()
    expect(await (await get('/own')).text()).toBe('own')
    Atomics.store(lock, 0, 0)
    Atomics.notify(lock, 0)
    expect(await (await page).text()).toBe('ok')
  })

  test('is told when whoever asked has gone', async () => {
    const { get, port } = await serving()
    const asking = request({ port, path: '/begins' }).end()
    const [answer] = await once(asking, 'response')
    await once(answer, 'data')
    answer.on('error', () => {})
    asking.destroy()
    expect(await (await get('/closed')).text()).toBe('closed')
  })

  test('that breaks fails the pages that it was rendering, and the next page has another one', async () => {
    const said = vi.spyOn(console, 'error').mockImplementation(() => {})
    const { get } = await serving()
    const first = await get('/')
    const broken = await get('/throws')
    expect(broken.status).toBe(503)
    expect(broken.headers.get('retry-after')).toBe('5')
    expect(await broken.text()).toBe('CampusBite cannot show its pages at the moment. Try again shortly.\n')
    expect(said.mock.calls).toEqual([['The thread for pages ended: It is broken.']])
    const next = await get('/')
    expect(next.status).toBe(200)
    expect(next.headers.get('x-thread')).not.toBe(first.headers.get('x-thread'))
  })

  test('that cannot begin is told to whoever starts the server', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    await expect(begin(new URL('./fixtures/not-there.mjs', import.meta.url))).rejects.toThrow(/not-there/)
  })
})
