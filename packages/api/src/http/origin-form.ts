/** The request target in the form that all other code expects: a path with its query. */
import type { IncomingMessage } from 'node:http'

const absolute = /^https?:\/\/([^/?#]+)([^#]*)/i

/**
 * A target may be an absolute URL, as in requests to a proxy: a server must accept that and use the host in it (RFC 9112
 * §3.2.2). Anything that is neither that nor a path is left alone, and is answered as not found.
 */
export function inOriginForm<Request extends Pick<IncomingMessage, 'url' | 'headers'>>(req: Request): Request {
  if (req.url?.startsWith('/')) return req
  const [, host, target = ''] = absolute.exec(req.url ?? '') ?? []
  if (host === undefined) return req
  req.url = target.startsWith('/') ? target : `/${target}`
  req.headers.host = host
  return req
}
