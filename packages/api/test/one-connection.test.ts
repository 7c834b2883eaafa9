/** Pipelined requests: several on one connection without waiting for the responses, as HTTP/1.1 allows. */
import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, test, vi } from 'vitest'
import { type BearerLogin, callsTo, logIn, newPerson } from '../src/testing/index'
import { serverOfFile } from './support/server-of-file'

const server = serverOfFile()

async function openLine() {
  const socket = connect(Number(new URL(server().url).port), '127.0.0.1')
  await once(socket, 'connect')
  let answers = ''
  socket.setEncoding('utf8').on('data', (text) => {
    answers += text
  })
  return {
    answers: () => answers,
    /** All at once. If told so, the server closes the connection after the last response. */
    send: (requests: readonly string[], close = false) => {
      const end = (index: number) => (close && index === requests.length - 1 ? 'Connection: close\r\n' : '')
      socket.write(requests.map((one, index) => `${one}Host: localhost\r\n${end(index)}\r\n`).join(''))
    },
    /** Once it is closed, in the order of the responses. */
    statuses: async () => {
      await once(socket, 'close')
      return [...answers.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => Number(status))
    },
  }
}

const asking = (path: string, { accessToken }: BearerLogin) =>
  `GET ${path} HTTP/1.1\r\nAuthorization: Bearer ${accessToken}\r\n`
const loggingOut = ({ accessToken }: BearerLogin) =>
  `POST /api/auth/logout HTTP/1.1\r\nAuthorization: Bearer ${accessToken}\r\nContent-Length: 0\r\n`

test('G02 a request pipelined behind a logout on the same connection is refused', async () => {
  const api = callsTo(server().url)
  const bearer = await logIn(api, await newPerson(api))
  const behind = Array.from({ length: 12 }, (_, n) => asking(n % 2 ? '/api/auth/me' : '/api/trpc/session.list', bearer))
  const line = await openLine()
  line.send([loggingOut(bearer), ...behind], true)
  expect(await line.statuses()).toEqual([200, ...behind.map(() => 401)])
})

test('G24 a logout pipelined behind an event stream on the same connection ends it without waiting', async () => {
  const api = callsTo(server().url)
  const bearer = await logIn(api, await newPerson(api))
  const line = await openLine()
  line.send([asking('/api/trpc/session.watch', bearer)])
  await vi.waitFor(() => expect(line.answers()).toContain('event: connected'), { timeout: 30_000 })
  line.send([loggingOut(bearer)], true)
  expect(await line.statuses()).toEqual([200, 200])
})
