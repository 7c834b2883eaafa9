/** A connection between two threads: bytes through a MessagePort, as a stream that Node's HTTP accepts as a socket. */
import { Duplex } from 'node:stream'
import type { MessagePort } from 'node:worker_threads'

/** Bytes; an acknowledgment that they were read and more may come; or the end. */
type Message = Uint8Array | 'read' | 'end'

export function portStream(port: MessagePort): Duplex {
  let unread = false
  let ended = false
  let written: (() => void) | undefined
  const send = (bytes: Uint8Array<ArrayBuffer>, done: () => void) => {
    written = done
    port.postMessage(bytes, [bytes.buffer])
  }
  const stream = new Duplex({
    read() {
      if (!unread) return
      unread = false
      port.postMessage('read')
    },
    // Copied, since Node hands out parts of pooled buffers, and a transfer moves the whole buffer.
    write: (chunk: Buffer, _encoding, done) => send(new Uint8Array(chunk), done),
    writev: (chunks, done) => send(joined(chunks.map(({ chunk }) => chunk as Buffer)), done),
    final(done) {
      port.postMessage('end')
      done()
    },
    destroy(error, done) {
      port.close()
      done(error)
    },
  })
  port.on('message', (message: Message) => {
    if (message === 'read') return written?.()
    if (message === 'end') ended = true
    else unread = true
    stream.push(message === 'end' ? null : Buffer.from(message.buffer))
  })
  // The other side has closed. If both had ended, what has arrived can still be read.
  port.on('close', () => {
    if (!ended || !stream.writableFinished) stream.destroy()
  })
  return stream
}

function joined(chunks: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0))
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.length
  }
  return whole
}
