/** Forwards a request to the pages thread, and its response back. */
import { type ClientRequest, type IncomingMessage, request, type ServerResponse } from 'node:http'
import { type Duplex, pipeline } from 'node:stream'
import type { Handle } from '../page-gate'
import { saySorry } from '../sorry'
import type { PagesThread } from './pages-thread'

/** Hop-by-hop headers (RFC 9110 §7.6.1), and those that announce a body: none is forwarded. */
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
    // The body is not used. Left unread, it would hide that the client has disconnected.
    req.resume()
    let connection: Duplex | undefined
    try {
      connection = await connect()
      // While a thread was starting, the client may have disconnected, and would not do so again.
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
      // The page gate's headers take precedence. The length of the body is also known here.
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
  saySorry(res, 'CampusBite cannot show its pages at the moment. Try again shortly.')
}
