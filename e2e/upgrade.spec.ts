/** Requests with an Upgrade header, as curl sends with `--http2`, and Java's HTTP client with every first request. */
import { connect } from 'node:net'
import { expect, test } from './fixtures'
import { startServer } from './server/start-server'

test('G12 a logout with an Upgrade header is answered normally, even after a page was rendered, and does not delay a stop', async () => {
  const server = await startServer()
  const socket = connect(server.port, '127.0.0.1')
  // However it ends: if the stopping server cuts it, it may end with an error.
  const closed = new Promise((resolve) => socket.on('error', () => {}).once('close', resolve))
  const page = await fetch(`http://127.0.0.1:${server.port}/login`)
  expect(page.status).toBe(200)
  await page.text()
  let answer = ''
  socket.setEncoding('utf8').on('data', (text: string) => {
    answer += text
  })
  socket.write(
    'POST /api/auth/logout HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 2\r\n' +
      'Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA\r\n\r\n{}',
  )
  try {
    await expect.poll(() => answer).toMatch(/^HTTP\/1\.1 200 OK\r\n.*"success":true/s)
  } finally {
    await server.stop()
    await closed
  }
})
