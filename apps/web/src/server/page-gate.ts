/**
 * The gate in front of Next. It admits, redirects, or answers by itself, and makes sure that no cache keeps a private response.
 * Whatever it admits is rendered for exactly the admitted user.
 */
import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ServerRuntime } from '@campusbite/api'
import { ownPageHeader } from '../session/own-pages'
import { passage } from './passage'
import { contentSecurityPolicy, securityHeaders } from './security-headers'
import { saySorry } from './sorry'

export type Handle = (req: IncomingMessage, res: ServerResponse) => Promise<void>

export interface PageGateDeps {
  runtime: Pick<ServerRuntime, 'admit'>
  /** Renders admitted requests. */
  render: Handle
  https: boolean
  dev: boolean
  newNonce?: () => string
}

/** The same for everyone: build files and the icon. */
const isPublicFile = (url: string): boolean => url.startsWith('/_next/static/') || /^\/icon\.svg(\?|$)/.test(url)

export function createPageGate(deps: PageGateDeps): Handle {
  const { runtime, render, https, dev, newNonce = () => randomBytes(16).toString('base64') } = deps
  return async (req, res) => {
    const { method = 'GET', url = '/' } = req
    if (isPublicFile(url) || (dev && /^\/(_next|__nextjs)/.test(url))) {
      // For a missing file Next renders a page, which must not be any user's.
      delete req.headers.cookie
      res.setHeader('X-Content-Type-Options', 'nosniff')
      return render(req, res)
    }
    const nonce = newNonce()
    const policy = contentSecurityPolicy({ nonce, dev })
    for (const [name, value] of Object.entries(securityHeaders(policy, https))) res.setHeader(name, value)
    res.setHeader('Cache-Control', 'no-store')
    res.setHeader(ownPageHeader, '1')
    if (method !== 'GET' && method !== 'HEAD') return say(res, 405, 'Use GET to read pages.', { Allow: 'GET, HEAD' })
    if (!url.startsWith('/')) return say(res, 400, 'The request has no path.')

    const decision = await passage(
      {
        method,
        url,
        soft: req.headers.rsc !== undefined,
        prefetch: /prefetch|prerender/.test(`${req.headers['sec-purpose'] ?? ''}`),
        cookie: req.headers.cookie,
        host: req.headers.host,
      },
      runtime,
    )
    if (decision === 'unavailable') {
      return saySorry(res, 'CampusBite cannot look up your session at the moment. Try again shortly.')
    }
    if (decision.setCookies.length > 0) res.setHeader('Set-Cookie', decision.setCookies)
    if ('ahead' in decision) return say(res, 503, 'Private pages are not rendered ahead of a request.')
    if ('to' in decision) return say(res, 303, `See ${decision.to}`, { Location: decision.to })

    const { cookie, asDocument } = decision.show
    if (cookie === undefined) delete req.headers.cookie
    else req.headers.cookie = cookie
    if (asDocument) forgetRouter(req)
    // Next takes the nonce for its own scripts from the policy; the layout takes it from here.
    req.headers['content-security-policy'] = policy
    req.headers['x-nonce'] = nonce
    return render(req, res)
  }
}

function forgetRouter(req: IncomingMessage): void {
  for (const name of Object.keys(req.headers)) if (name === 'rsc' || name.startsWith('next-')) delete req.headers[name]
}

function say(res: ServerResponse, status: number, text: string, headers: Record<string, string> = {}): void {
  res.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', ...headers })
  res.end(`${text}\n`)
}
