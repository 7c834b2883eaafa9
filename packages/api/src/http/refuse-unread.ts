/**
 * Answers requests that are refused before the API or a page sees them: as JSON and `no-store`, like theirs; Node would send an
 * empty body. Knows no path and no caller: nothing in such a request can be trusted.
 */
import { type RequestListener, type Server, type ServerResponse, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'

interface Refusal {
  status: number
  message: string
  headers?: Record<string, string>
}

const notHttp: Refusal = { status: 400, message: 'This is not a valid HTTP request.' }
const noHost: Refusal = { status: 400, message: 'The Host header is missing.' }
const twoHosts: Refusal = { status: 400, message: 'There is more than one Host header.' }
const notExpected: Refusal = { status: 417, message: 'The only supported expectation is 100-continue.' }
const starting: Refusal = { status: 503, message: 'The server is still starting.', headers: { 'Retry-After': '1' } }

/** By Node's error code; any other means that it is not HTTP. */
const refusalOf: Record<string, Refusal | undefined> = {
  HPE_HEADER_OVERFLOW: { status: 431, message: 'The headers are too large. Delete some cookies of this site.' },
  HPE_CHUNK_EXTENSIONS_OVERFLOW: { status: 413, message: 'The chunk extensions are too large.' },
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, message: 'The request took too long to arrive.' },
}

export const refuseWhileStarting: RequestListener = (_req, res) => refuse(res, starting)

/**
 * For a server with Node's own Host check turned off, since nothing can be added to that refusal. With two Host headers, Node
 * would take the first, and a proxy in front perhaps the second (RFC 9112 §3.2).
 */
export const requireOneHost =
  (listener: RequestListener): RequestListener =>
  (req, res) => {
    if (req.headers.host === undefined && req.httpVersion === '1.1') return refuse(res, noHost)
    return hasTwoHosts(req.rawHeaders) ? refuse(res, twoHosts) : listener(req, res)
  }

/** @param raw alternating names and values: in `headers`, Node keeps only the first */
function hasTwoHosts(raw: readonly string[]): boolean {
  const isHost = (name: string, index: number) => index % 2 === 0 && name.length === 4 && name.toLowerCase() === 'host'
  return raw.filter(isHost).length > 1
}

export function refuseUnread(server: Server): void {
  /** Several if a client pipelines its requests: later responses are sent after the first has ended. */
  const answers = new WeakMap<Duplex, ServerResponse[]>()
  server.prependListener('request', (req, res) => {
    const before = answers.get(req.socket)?.filter(isUnfinished) ?? []
    answers.set(req.socket, [...before, res])
  })
  server.on('checkExpectation', (_req, res) => refuse(res, notExpected))
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    // In the middle of a response, this would become part of it.
    const amidst = answers.get(socket)?.some((answer) => answer.headersSent && isUnfinished(answer))
    if (!amidst && socket.writable) socket.write(asText(refusalOf[error.code ?? ''] ?? notHttp))
    socket.destroy(error)
  })
}

const isUnfinished = (answer: ServerResponse): boolean => !answer.writableFinished

function refuse(res: ServerResponse, refusal: Refusal): void {
  res.writeHead(refusal.status, headersOf(refusal)).end(bodyOf(refusal))
}

function bodyOf({ status, message }: Refusal): string {
  const errors = status === 400 ? { errors: [{ path: '', message }] } : {}
  return JSON.stringify({ success: false, message, ...errors })
}

const headersOf = (refusal: Refusal): Record<string, string> => ({
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'Content-Type': 'application/json',
  'Content-Length': String(Buffer.byteLength(bodyOf(refusal))),
  Connection: 'close',
  ...refusal.headers,
})

function asText(refusal: Refusal): string {
  const { status } = refusal
  const fields = Object.entries(headersOf(refusal)).map(([name, value]) => `${name}: ${value}\r\n`)
  return `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${fields.join('')}\r\n${bodyOf(refusal)}`
}
