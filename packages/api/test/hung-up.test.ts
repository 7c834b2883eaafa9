/** A client that disconnects before its request is complete: a lost network, not a failure of ours. */
import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, test, vi } from 'vitest'
import { createLog } from '../src/log'
import { startTestApi } from './support/start-test-api'

test.each(['/api/auth/login', '/api/trpc/auth.login'])('%s: logs no error and counts no 5xx', async (path) => {
  const written: string[] = []
  await using api = await startTestApi({}, createLog('info', { write: (line) => written.push(line) }))
  const lines = () => written.map((line): { level: number; msg: string; status?: number } => JSON.parse(line))
  const { port, host } = new URL(api.url)
  const socket = connect(Number(port), '127.0.0.1')
  await once(socket, 'connect')
  const head = [`POST ${path} HTTP/1.1`, `Host: ${host}`, 'Content-Type: application/json', 'Content-Length: 100']
  await new Promise((resolve) => socket.write(`${head.join('\r\n')}\r\n\r\n{"email":`, resolve))
  socket.resetAndDestroy()
  await vi.waitFor(() => expect(lines().map(({ msg }) => msg)).toContain('request'), { timeout: 20_000, interval: 10 })
  expect(lines()).toMatchObject([{ level: 30, msg: 'request', status: 499 }])
})
