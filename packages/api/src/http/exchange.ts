/**
 * One HTTP exchange as the API sees it: the facts of the request, computed once, and the one place that writes responses.
 * Headers that every response must have are set here, so that no path can forget them.
 */
import { randomUUID } from 'node:crypto'
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import type { Auth } from '@campusbite/auth'
import type { Logger } from 'pino'
import type { RequestFacts } from '../context'
import { type RequestCookies, readCookies } from '../cookies'
import { reporter } from '../log'
import { Reply } from '../reply'
import { clientAddress } from './client-address'
import { originOfRequest, placeOf, type Site, strictTransport } from './origin-check'

export interface Exchange {
  id: string
  /** The name for logs and metrics, once known. */
  route: string
  req: IncomingMessage
  res: ServerResponse
  method: string
  pathname: string
  search: URLSearchParams
  https: boolean
  facts: RequestFacts
  cookies: RequestCookies
}

export interface ExchangeDeps {
  site: Site
  auth: Pick<Auth, 'hasEnded'>
  log: Logger
}

export function openExchange({ site, auth, log }: ExchangeDeps, req: IncomingMessage, res: ServerResponse): Exchange {
  const id = randomUUID()
  const place = placeOf(site, req.headers.host)
  const origin = originOfRequest(site, place, req.headers)
  const cookies = readCookies(req.headers.cookie, place.secure)
  const { url = '/' } = req
  const end = url.indexOf('?')
  const { authorization } = req.headers
  const bearer = authorization && /^bearer +(\S+)$/i.exec(authorization)?.[1]
  const userAgent = req.headers['user-agent']?.slice(0, 512) ?? null
  const own = origin === 'own'
  const facts: RequestFacts = {
    credentials: {
      bearer: bearer || undefined,
      cookies: own ? cookies.sessions : [],
      ignored: !own && cookies.sessions.length > 0,
      undelivered: [],
    },
    origin,
    sender: { userAgent, ipAddress: clientAddress(site.publicUrl, req) },
    reply: new Reply(place.secure, auth.hasEnded),
    report: reporter(log, id),
  }
  return {
    id,
    route: 'unknown',
    req,
    res,
    method: req.method ?? 'GET',
    pathname: end === -1 ? url : url.slice(0, end),
    search: end === -1 ? noSearch : new URLSearchParams(url.slice(end + 1)),
    https: place.https,
    facts,
    cookies,
  }
}

/** Never modified. */
const noSearch = new URLSearchParams()

/** CORS for bearer clients: never with credentials, so that a page on another origin can never use our cookies. */
function allowOrigin(name: string | undefined): OutgoingHttpHeaders {
  return { 'Access-Control-Allow-Origin': name, 'Access-Control-Expose-Headers': 'Retry-After, X-Request-Id' }
}

export interface Answer {
  status: number
  body?: unknown
  /** Instead of a body: writes events after the headers have been sent. */
  stream?: (res: ServerResponse) => void
  headers?: Record<string, string>
}

/** Writes the response, with the cookies that the procedures set, whether they succeeded or failed. */
export function answer(exchange: Exchange, { status, body, stream, headers }: Answer): void {
  const { res, req } = exchange
  if (res.headersSent || res.destroyed) return
  const fields = headersOf(exchange)
  // Every 401 requires one (RFC 9110 §15.5.2). Browsers do not prompt the user for this scheme.
  if (status === 401) fields['WWW-Authenticate'] = 'Bearer realm="campusbite"'
  if (headers) Object.assign(fields, headers)
  if (stream) {
    // A proxy that buffers responses would hold back every event.
    Object.assign(fields, { 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no' })
    res.writeHead(status, fields).flushHeaders()
    stream(res)
    return
  }
  const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body)
  if (body !== undefined) fields['Content-Type'] ??= 'application/json'
  // A 204 has none (RFC 9110 §8.6).
  if (status !== 204) fields['Content-Length'] = Buffer.byteLength(text)
  // All at once: set one by one, each would be looked up and validated twice.
  res.writeHead(status, fields).end(req.method === 'HEAD' ? undefined : text)
}

/** On every response. It is about one user at one moment (ASVS 14.3.2): `no-cache` would let Back show it from memory. */
function headersOf({ id, facts, req, https }: Exchange): OutgoingHttpHeaders {
  const fields: OutgoingHttpHeaders = {
    Vary: 'Origin, Sec-Fetch-Site, Cookie, Authorization',
    'X-Request-Id': id,
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Resource-Policy': 'same-origin',
  }
  if (https) fields['Strict-Transport-Security'] = strictTransport
  if (facts.origin === 'allowed') Object.assign(fields, allowOrigin(req.headers.origin))
  const setCookies = facts.origin === 'own' ? facts.reply.setCookies : []
  if (setCookies.length > 0) fields['Set-Cookie'] = setCookies
  return fields
}
