import { once } from 'node:events'
import { createServer, request } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import type { Duplex } from 'node:stream'
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
  vi.useRealTimers()
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
  for (const close of closing.splice(0).reverse()) await close()
})

/** Exits on any request, and cannot start if the environment says so. */
const leaving = new URL(`data:text/javascript,
  import { parentPort } from 'node:worker_threads';
  if (process.env.CANNOT_BEGIN) throw new Error('It cannot begin.');
  parentPort.on('message', () => process.exit(7));
  parentPort.postMessage('ready');`)

const begin = (filename: URL, found: object = viewer) =>
  beginPagesThread({
    runtime: Promise.resolve({ viewer: async () => found } as unknown as PageRuntime),
    port: 4000,
    filename,
  })

/** A server that sets its own header before it forwards a request, except for one path that it answers itself. */
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
  return { thread, port, get: (path: string, init?: RequestInit) => fetch(`http://localhost:${port}${path}`, init) }
}

describe('the pages thread', () => {
  test('gets the server’s request, and its response is sent with the server’s own headers', async () => {
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
    expect((await get('/missing')).status).toBe(404)
  })

  test('sends large responses completely, and no body for HEAD', async () => {
    const { get } = await serving()
    expect(await (await get('/large')).text()).toBe('x'.repeat(3_000_000))
    const head = await get('/large', { method: 'HEAD' })
    expect(head.headers.get('content-length')).toBe('3000000')
    expect(await head.text()).toBe('')
  })

  test.each([
    ['a length', `Content-Length: ${smuggled.length}`, smuggled],
    ['chunks', 'Transfer-Encoding: chunked', `${smuggled.length.toString(16)}\r\n${smuggled}\r\n0\r\n\r\n`],
  ])('never gets a body, which could pass for another request, with %s', async (_, framing, body) => {
    const { port } = await serving()
    const socket = connect(port, 'localhost')
    socket.write(`GET /first HTTP/1.1\r\nHost: a\r\nConnection: close\r\n${framing}\r\n\r\n${body}`)
    const answered = Buffer.concat(await socket.toArray()).toString()
    expect(answered).toContain('"url":"/first"')
    expect(answered).toContain('"body":""')
    expect(answered.match(/HTTP\/1\.1 200/g)).toHaveLength(1)
  })

  test('asks the API for the current user', async () => {
    const { get } = await serving()
    expect(await (await get('/viewer')).json()).toEqual(viewer)
  })

  test('does not delay the server’s own responses, however long a page takes', async () => {
    const lock = new Int32Array(new SharedArrayBuffer(4))
    const { get } = await serving({ lock })
    const page = get('/blocks')
    while (Atomics.load(lock, 0) === 0) await setImmediate()
    expect(await (await get('/own')).text()).toBe('own')
    Atomics.store(lock, 0, 0)
    Atomics.notify(lock, 0)
    expect(await (await page).text()).toBe('ok')
  })

  test.each([0, 200_000])('hears that the client has disconnected, after %i bytes that nobody reads', async (sent) => {
    const { get, port } = await serving()
    const asking = request({ port, path: '/begins', headers: { 'Content-Length': 2 * sent } })
    asking.write('x'.repeat(sent))
    const [answer] = await once(asking, 'response')
    await once(answer, 'data')
    answer.on('error', () => {})
    asking.destroy()
    expect(await (await get('/closed')).text()).toBe('closed')
  })

  test('when it crashes, fails the pages it was rendering, and the next page gets a new thread', async () => {
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

  test('is replaced after ten seconds with a request waiting and none accepted, but not when idle', async () => {
    const said = vi.spyOn(console, 'error').mockImplementation(() => {})
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    const lock = new Int32Array(new SharedArrayBuffer(4))
    const { get, thread } = await serving({ lock })
    const first = await get('/')
    vi.advanceTimersByTime(60_000)
    const page = get('/blocks')
    while (Atomics.load(lock, 0) === 0) await setImmediate()
    const behind = once(await thread.connect(), 'close')
    vi.advanceTimersByTime(9_000)
    expect(said).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1_000)
    expect(said.mock.calls).toEqual([['The thread for pages ended: it has taken no request for 10 seconds']])
    expect((await page).status).toBe(503)
    await behind
    const next = await get('/')
    expect(next.status).toBe(200)
    expect(next.headers.get('x-thread')).not.toBe(first.headers.get('x-thread'))
  })

  test('when it crashes in the middle of a response, cuts it off instead of ending it', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    const { get } = await serving()
    await expect((await get('/breaks-off')).text()).rejects.toThrow('terminated')
  })

  test('when it throws something that is not an Error, takes nothing else down', async () => {
    const said = vi.spyOn(console, 'error').mockImplementation(() => {})
    const { get } = await serving()
    expect((await get('/throws-null')).status).toBe(503)
    expect((await get('/own')).status).toBe(200)
    expect(said.mock.calls).toEqual([['The thread for pages ended: null']])
  })

  test('when it crashes, is replaced once, however many requests arrive meanwhile', async () => {
    const { get, thread } = await serving()
    const asked = new Promise<Duplex>((resolve) => {
      vi.spyOn(console, 'error').mockImplementation(() => queueMicrotask(() => resolve(thread.connect())))
    })
    await get('/throws')
    const connection = await asked
    const [answer] = await once(request({ createConnection: () => connection }).end(), 'response')
    expect((await get('/')).headers.get('x-thread')).toBe(answer.headers['x-thread'])
  })

  test('when it cannot start, reports that to whoever starts the server, and to nobody else', async () => {
    const said = vi.spyOn(console, 'error').mockImplementation(() => {})
    await expect(begin(new URL('./fixtures/not-there.mjs', import.meta.url))).rejects.toThrow(/not-there/)
    expect(said).not.toHaveBeenCalled()
  })

  test('when it cannot restart, reports that, and can be closed while it retries', async () => {
    const said = vi.spyOn(console, 'error').mockImplementation(() => {})
    const thread = await begin(leaving)
    vi.stubEnv('CANNOT_BEGIN', 'yes')
    await once(await thread.connect(), 'close')
    while (said.mock.calls.length === 0) await setImmediate()
    await expect(thread.connect()).rejects.toThrow('It cannot begin.')
    expect(said.mock.calls).toEqual([
      ['The thread for pages ended: exit code 7'],
      ['The thread for pages ended: It cannot begin.'],
    ])
    const asking = expect(thread.connect()).rejects.toThrow()
    await thread.close()
    await asking
  })
})
