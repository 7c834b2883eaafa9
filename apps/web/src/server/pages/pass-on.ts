/** Hands a request on to the thread that renders pages, and its answer back. */
import { type ClientRequest, type IncomingMessage, request, type ServerResponse } from 'node:http'
import { type Duplex, pipeline } from 'node:stream'
import type { Handle } from '../page-gate'
import type { PagesThread } from './pages-thread'

/** What belongs to one connection only (RFC 9110 §7.6.1), and what says that a body follows: none is handed on. */
const own = new Set([
  'connection',
  'content-length',
  'expect',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

export function passOn({ connect }: Pick<PagesThread, 'connect'>): Handle {
  return async (req, res) => {
    // Nobody waits for a body. Left where it is, it would hide that whoever sends it has gone.
    req.resume()
    let connection: Duplex | undefined
    try {
      connection = await connect()
      // Where a thread had to begin first, whoever asked may have gone, and would not go again.
      if (res.destroyed) connection.destroy()
      else answerWith(request({ createConnection: () => connection, ...headOf(req) }), res)
    } catch {
      connection?.destroy()
      unanswered(res)
    }
  }
}

function headOf({ method, url, headers }: IncomingMessage) {
  return { method, path: url, headers: Object.fromEntries(Object.entries(headers).filter(([name]) => !own.has(name))) }
}

function answerWith(asking: ClientRequest, res: ServerResponse): void {
  asking.once('response', (answer) => {
    res.statusCode = answer.statusCode ?? 500
    for (const [name, value] of Object.entries(answer.headers)) {
      // What the page gate has set is the last word. How long the body is, is known here as well.
      if ((!own.has(name) || name === 'content-length') && !res.hasHeader(name)) res.setHeader(name, value ?? '')
    }
    pipeline(answer, res, () => {})
  })
  asking.once('error', () => unanswered(res))
  res.once('close', () => asking.destroy())
  asking.end()
}

function unanswered(res: ServerResponse): void {
  if (res.headersSent) return void res.destroy()
  res.writeHead(503, { 'Content-Type': 'text/plain; charset=utf-8', 'Retry-After': '5', 'Cache-Control': 'no-store' })
  res.end('CampusBite cannot show its pages at the moment. Try again shortly.\n')
}
