/**
 * One keep-alive connection with one call in flight. Sends prepared bytes, and parses no more of a response than necessary: the
 * servers share the machine, and lose whatever the load generator uses.
 */
import { connect, type Socket } from 'node:net'
import type { Call } from './job'

export interface Answer {
  status: number
  body: string
}

/** As sent over the wire. */
export function bytesOf({ method, path, headers, body }: Call): Buffer {
  const length = body === '' && method === 'GET' ? {} : { 'content-length': String(Buffer.byteLength(body)) }
  const lines = Object.entries({ host: 'localhost', ...headers, ...length }).map(([name, value]) => `${name}: ${value}`)
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${body}`)
}

export class KeepAlive {
  #read = ''
  #told: ((answer: Answer) => void) | undefined

  private constructor(private readonly socket: Socket) {
    socket.setNoDelay(true).setEncoding('latin1')
    socket.on('data', (chunk) => this.#take(chunk.toString()))
    socket.on('error', (error) => this.#tell({ status: 0, body: error.message }))
    socket.on('close', () => this.#tell({ status: 0, body: 'The connection was closed.' }))
  }

  static open(port: number): Promise<KeepAlive> {
    return new Promise((resolve, reject) => {
      const socket = connect({ port, host: 'localhost' }, () => resolve(new KeepAlive(socket)))
      socket.once('error', reject)
    })
  }

  /** The previous response must have arrived. */
  send(bytes: Buffer, told: (answer: Answer) => void): void {
    this.#told = told
    if (this.socket.destroyed) this.#tell({ status: 0, body: 'The connection is closed.' })
    else this.socket.write(bytes)
  }

  close(): void {
    this.#told = undefined
    this.socket.destroy()
  }

  #take(chunk: string): void {
    this.#read += chunk
    const answer = wholeAnswer(this.#read)
    if (!answer) return
    this.#read = ''
    this.#tell(answer)
  }

  #tell(answer: Answer): void {
    const told = this.#told
    this.#told = undefined
    told?.(answer)
  }
}

/** Null while a part is missing. */
export function wholeAnswer(text: string): Answer | null {
  const end = text.indexOf('\r\n\r\n')
  if (end === -1) return null
  const status = Number(text.slice(9, 12))
  const head = text.slice(0, end)
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1]
  const rest = text.slice(end + 4)
  if (length !== undefined) return rest.length < Number(length) ? null : { status, body: rest }
  if (/\r\ntransfer-encoding: *chunked/i.test(head))
    return rest.endsWith('0\r\n\r\n') ? { status, body: unchunked(rest) } : null
  return { status, body: '' }
}

function unchunked(text: string): string {
  const end = text.indexOf('\r\n')
  const size = Number.parseInt(text, 16)
  if (end === -1 || !(size > 0)) return ''
  return text.slice(end + 2, end + 2 + size) + unchunked(text.slice(end + 4 + size))
}
