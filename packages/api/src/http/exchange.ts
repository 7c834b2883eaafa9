/**
 * One HTTP exchange as the API sees it: the request's facts, worked out once, and the one place that writes answers.
 * Headers that every answer must carry are set here, so that no path can forget them.
 */
import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Auth } from '@campusbite/auth'
import type { Logger } from 'pino'
import type { RequestFacts } from '../context'
import { type RequestCookies, readCookies } from '../cookies'
import { reporter } from '../log'
import { Reply } from '../reply'
import { clientAddress } from './client-address'
import { originOfRequest, placeOf, type Site } from './origin-check'

export interface Exchange {
  id: string
  /** What it is to be called in logs and metrics, once that is known. */
  route: string
  req: IncomingMessage
  res: ServerResponse
  method: string
  pathname: string
  search: URLSearchParams
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
  const [pathname = '/', ...search] = (req.url ?? '/').split('?')
  const { authorization } = req.headers
  const bearer = authorization && /^bearer +(\S+)$/i.exec(authorization)?.[1]
  const userAgent = req.headers['user-agent']?.slice(0, 512) ?? null
  const facts: RequestFacts = {
    credentials: { bearer: bearer || undefined, cookies: origin === 'own' ? cookies.sessions : [], undelivered: [] },
    origin,
    device: { userAgent, ipAddress: clientAddress(site.publicUrl, req) },
    reply: new Reply(place.secure, auth.hasEnded),
    report: reporter(log, id),
  }
  allowOrigin(res, origin, req.headers.origin)
  res.setHeader('X-Request-Id', id)
  return {
    id,
    route: 'unknown',
    req,
    res,
    method: req.method ?? 'GET',
    pathname,
    search: new URLSearchParams(search.join('?')),
    facts,
    cookies,
  }
}

/** CORS for bearer clients: never with credentials, so that a page elsewhere can never use our cookies. */
function allowOrigin(res: ServerResponse, origin: RequestFacts['origin'], name: string | undefined): void {
  res.setHeader('Vary', 'Origin, Sec-Fetch-Site, Cookie, Authorization')
  if (origin === 'allowed' && name) {
    res.setHeader('Access-Control-Allow-Origin', name)
    res.setHeader('Access-Control-Expose-Headers', 'Retry-After, X-Request-Id')
  }
}

export interface Answer {
  status: number
  body?: unknown
  /** Instead of a body: goes on writing events once the headers are out. */
  stream?: (res: ServerResponse) => void
  headers?: Record<string, string>
}

/** Writes the answer, with the cookies that the procedures asked for, whether they succeeded or failed. */
export function answer({ res, req, facts }: Exchange, { status, body, stream, headers = {} }: Answer): void {
  if (res.headersSent || res.destroyed) return
  const setCookies = facts.origin === 'own' ? facts.reply.setCookies : []
  if (setCookies.length > 0) res.setHeader('Set-Cookie', setCookies)
  // Answers are about one person at one moment (ASVS 14.3.2). `no-cache` would let Back show them from memory.
  res.setHeader('Cache-Control', 'no-store')
  res.setHeader('X-Content-Type-Options', 'nosniff')
  res.setHeader('Cross-Origin-Resource-Policy', 'same-origin')
  for (const [name, value] of Object.entries(headers)) res.setHeader(name, value)
  if (stream) {
    // A proxy that gathers answers before it passes them on would keep every event to itself.
    res.writeHead(status, { 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no' }).flushHeaders()
    stream(res)
    return
  }
  const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body)
  if (body !== undefined && !res.hasHeader('Content-Type')) res.setHeader('Content-Type', 'application/json')
  res.setHeader('Content-Length', Buffer.byteLength(text))
  // A body that was refused half read must not be taken for the next request.
  if (!req.complete) res.setHeader('Connection', 'close')
  res.writeHead(status)
  res.end(req.method === 'HEAD' ? undefined : text)
}
