/** The load generator parses only what it needs of a response, and never takes half of one for a whole. */
import { expect, test } from 'vitest'
import { bytesOf, wholeAnswer } from '../src/load/keep-alive'

const head = 'HTTP/1.1 200 OK\r\nX: y\r\n'

test('a response with a length is complete when all of it has arrived', () => {
  const text = `${head}Content-Length: 5\r\n\r\nhello`
  for (let length = 0; length < text.length; length += 1) expect(wholeAnswer(text.slice(0, length))).toBeNull()
  expect(wholeAnswer(text)).toEqual({ status: 200, body: 'hello' })
})

test('a chunked response is assembled', () => {
  const text = `${head}Transfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n`
  expect(wholeAnswer(text.slice(0, -5))).toBeNull()
  expect(wholeAnswer(text)).toEqual({ status: 200, body: 'hello' })
})

test('a response without a body', () => {
  expect(wholeAnswer('HTTP/1.1 302 Found\r\nLocation: /\r\n\r\n')).toEqual({ status: 302, body: '' })
})

test('a call as sent over the wire', () => {
  const call = { method: 'POST', path: '/a', headers: { 'content-type': 'application/json' }, body: '{"é":1}' } as const
  expect(bytesOf(call).toString()).toBe(
    'POST /a HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 8\r\n\r\n{"é":1}',
  )
})
