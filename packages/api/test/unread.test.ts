/** What is refused before it is a request: no page, proxy or script should get an empty response, or cache it. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { refuseUnread } from '../src/http/refuse-unread'
import { serve } from '../src/serve'
import { serverOfFile } from './support/server-of-file'

const server = serverOfFile()

/** Everything received until the server closes the connection. */
async function answerTo(port: number, sent: string) {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  socket.write(sent)
  const answer = await text(socket)
  const [head = '', body = ''] = answer.split('\r\n\r\n')
  return { status: Number(head.split(' ')[1]), head: head.toLowerCase(), body }
}

const logout = 'POST /api/auth/logout HTTP/1.1\r\n'
const host = 'Host: localhost\r\n'

test.each([
  ['a request that is not HTTP', 400, 'garbage\r\n\r\n'],
  ['no Host', 400, `${logout}Content-Length: 0\r\n\r\n`],
  ['two Hosts', 400, `${logout}${host}Host: elsewhere.test\r\nContent-Length: 0\r\n\r\n`],
  ['a negative length', 400, `${logout}${host}Content-Length: -1\r\n\r\n`],
  ['two lengths', 400, `${logout}${host}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`],
  ['a chunk without a size', 400, `${logout}${host}Transfer-Encoding: chunked\r\n\r\nzz\r\n`],
  ['an endless extension', 413, `${logout}${host}Transfer-Encoding: chunked\r\n\r\n2;${'a'.repeat(20_000)}\r\n`],
  ['an expectation', 417, `${logout}${host}Expect: tea\r\nContent-Length: 0\r\n\r\n`],
  ['endless headers', 431, `${logout}${host}Cookie: ${'a'.repeat(20_000)}\r\n\r\n`],
])('G06 %s is refused as JSON with no-store', async (_, status, sent) => {
  const answer = await answerTo(Number(new URL(server().url).port), sent)
  expect(answer.status).toBe(status)
  expect(answer.head).toContain('\r\ncache-control: no-store\r\n')
  expect(answer.head).toContain('\r\ncontent-type: application/json\r\n')
  expect(JSON.parse(answer.body)).toMatchObject({ success: false, message: expect.stringMatching(/\.$/) })
  expect(answer.head).toContain(`\r\ncontent-length: ${answer.body.length}\r\n`)
})

test('G06 a request during startup gets 503 with Retry-After', async () => {
  await serve({
    print: () => {},
    exit: () => {},
    env: { PORT: '0' },
    async start(_settings, starting, port) {
      const answer = await fetch(`http://127.0.0.1:${port}/api/auth/me`)
      const headers = ['cache-control', 'retry-after'].map((name) => answer.headers.get(name))
      expect([answer.status, ...headers]).toEqual([503, 'no-store', '1'])
      expect(await answer.json()).toEqual({ success: false, message: 'The server is still starting.' })
      starting.close()
      throw new Error('It has been seen.')
    },
    printError: (line) => expect(line).toBe('It has been seen.'),
  })
  expect.assertions(3)
})

test('HTTP/1.0 without a Host header is answered', async () => {
  const sent = 'POST /api/auth/logout HTTP/1.0\r\nContent-Length: 0\r\n\r\n'
  const { status, body } = await answerTo(Number(new URL(server().url).port), sent)
  expect([status, JSON.parse(body)]).toEqual([200, { success: true, message: 'Logged out successfully.' }])
})

test('G06 a request that takes too long is told so, and nothing is written into a response in progress', async () => {
  const quick = createServer({ headersTimeout: 20, connectionsCheckingInterval: 10 }, (req, res) => {
    if (req.url === '/') res.writeHead(200, { 'Content-Length': '1000' }).write('begun')
  })
  refuseUnread(quick)
  quick.listen(0)
  await once(quick, 'listening')
  const { port } = quick.address() as AddressInfo
  try {
    const late = await answerTo(port, logout)
    expect([late.status, JSON.parse(late.body)]).toMatchObject([408, { success: false }])
    expect(late.head).toContain('\r\ncache-control: no-store\r\n')
    // The second time with one more request behind it, which waits for that response to end.
    for (const behind of ['', `GET /second HTTP/1.1\r\n${host}\r\n`]) {
      const socket = connect(port, '127.0.0.1')
      let answer = ''
      socket.setEncoding('utf8').on('data', (more: string) => {
        answer += more
        if (answer.endsWith('begun')) socket.write(`${behind}garbage\r\n\r\n`)
      })
      socket.write(`GET / HTTP/1.1\r\n${host}\r\n`)
      await once(socket, 'close')
      expect(answer).toMatch(/^HTTP\/1.1 200 OK.*begun$/s)
    }
  } finally {
    quick.close()
  }
})
