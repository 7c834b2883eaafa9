/** An instance with its HTTP server, on its own port, and what a browser would make of its responses. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TokenPair } from '@campusbite/auth'
import { cookieTag, sessionCookieName } from '@campusbite/auth/contract'
import { createApi } from '../../src/create-api'
import { createLog } from '../../src/log'
import { createLoginThrottle } from '../../src/login-throttle'
import type { Given, Instance } from './instance'

export interface Face extends AsyncDisposable {
  url: string
  send(method: 'GET' | 'POST', path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>
}

export async function openFace({ database, rules }: Instance, given: Given = {}): Promise<Face> {
  const api = createApi({
    auth: rules(given),
    shop: database.shop,
    throttle: createLoginThrottle(database.attempts),
    site: { publicUrl: undefined, allowedOrigins: [] },
    health: database,
    log: createLog('silent'),
  })
  const server = createServer((req, res) => void api.handle(req, res))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://localhost:${(server.address() as AddressInfo).port}`
  return {
    url,
    send: (method, path, body, headers = {}) =>
      fetch(url + path, {
        method,
        headers: { 'Content-Type': 'application/json', ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** What a browser stores of a session. */
export function jarOf({ sid, accessToken, refreshToken }: TokenPair): Map<string, string> {
  const name = (kind: 'access' | 'refresh') => sessionCookieName(kind, cookieTag(sid), true)
  return new Map([
    [name('access'), accessToken],
    [name('refresh'), refreshToken],
  ])
}

/** Puts a response's cookies into the jar, as in RFC 6265 §5.3. */
export function receive(jar: Map<string, string>, answer: Response): void {
  for (const cookie of answer.headers.getSetCookie()) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
    if (/; Max-Age=0(;|$)/.test(cookie)) jar.delete(name)
    else jar.set(name, value)
  }
}

export const cookieHeader = (jar: Map<string, string>) => ({
  cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
})
