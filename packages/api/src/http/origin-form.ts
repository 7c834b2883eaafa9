/** What a request asks for, as all else here reads it: a path with its query. */
import type { IncomingMessage } from 'node:http'

const absolute = /^https?:\/\/([^/?#]+)([^#]*)/i

/**
 * A target may be named whole, as a proxy is asked: a server has to accept that, and go by the host in it (RFC 9112 §3.2.2).
 * What is neither that nor a path stays as it is, and is answered as what nobody has.
 */
export function inOriginForm<Request extends Pick<IncomingMessage, 'url' | 'headers'>>(req: Request): Request {
  if (req.url?.startsWith('/')) return req
  const [, host, target = ''] = absolute.exec(req.url ?? '') ?? []
  if (host === undefined) return req
  req.url = target.startsWith('/') ? target : `/${target}`
  req.headers.host = host
  return req
}
