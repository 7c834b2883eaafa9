import { once } from 'node:events'
import type { Duplex } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { MessageChannel } from 'node:worker_threads'
import { expect, test } from 'vitest'
import { portStream } from '../src/server/pages/port-stream'

function connected() {
  const { port1, port2 } = new MessageChannel()
  return [portStream(port1), portStream(port2)] as const
}

/** Does not iterate, since that destroys the stream after reading, though there may be more to write. */
async function readFrom(stream: Duplex): Promise<string> {
  let text = ''
  stream.setEncoding('utf8').on('data', (part: string) => {
    text += part
  })
  await once(stream, 'end')
  return text
}

test('delivers all bytes in order, in both directions, until each side has ended', async () => {
  const [one, other] = connected()
  // Parts of one buffer, as Node hands them out; several at once, like a head and a body.
  const whole = Buffer.from('the head, the body, the end')
  one.cork()
  for (let at = 0; at < whole.length; at += 9) one.write(whole.subarray(at, at + 9))
  one.uncork()
  one.end(Buffer.alloc(1_000_000, 'x'))
  other.end('an answer')
  const [there, back] = await Promise.all([readFrom(other), readFrom(one)])
  expect(there).toBe(`${whole}${'x'.repeat(1_000_000)}`)
  expect(back).toBe('an answer')
})

test('makes the writer wait until the reader has caught up', async () => {
  const [one, other] = connected()
  let written = 0
  const writing = pipeline(async function* () {
    for (let n = 0; n < 100; n++) {
      yield Buffer.alloc(100_000)
      written += 1
    }
  }, one)
  await once(other, 'readable')
  await new Promise((resolve) => setImmediate(resolve))
  expect(written).toBeLessThan(10)
  const read = await other.toArray()
  await writing
  expect(read.reduce((sum, chunk) => sum + chunk.length, 0)).toBe(10_000_000)
})

test('closes one side when the other is destroyed', async () => {
  const [one, other] = connected()
  one.destroy()
  await once(other, 'close')
  expect(other.destroyed).toBe(true)
})
