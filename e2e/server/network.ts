/**
 * The network between browser and server, as a proxy that a test can break: responses that fail, hang or come late, an
 * unreachable server. It also records its traffic. Interception inside the browser would miss `keepalive` requests of a page that
 * is gone, and would disable caches.
 */
import { once } from 'node:events'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pipeline } from 'node:stream/promises'

export interface Exchange {
  /** Milliseconds since the epoch. */
  at: number
  method: string
  path: string
  requestHeaders: IncomingMessage['headers']
  requestBody: string
  /** Undefined while there is no response. */
  status?: number
  /** When the server began to respond. */
  answeredAt?: number
  setCookies: string[]
  responseHeaders: IncomingMessage['headers']
  responseBody: string
}

/** `pass`, respond with a status without calling the server, never respond, cut the connection, or hold the response back. */
type Behaviour =
  | { kind: 'fail'; status: number }
  | { kind: 'hang' }
  | { kind: 'cut' }
  | { kind: 'hold'; until: Promise<void> }

interface Rule {
  path: RegExp
  behaviour: Behaviour
}

export interface Network {
  url: string
  /** The recorded traffic, oldest first. */
  exchanges: Exchange[]
  sent(path: RegExp, method?: string): Exchange[]
  fail(path: RegExp, status?: number): void
  hang(path: RegExp): void
  cut(path: RegExp): void
  /** Cuts the responses in flight. */
  drop(path: RegExp): void
  /** The server does its work at once; its response arrives when the returned function is called. */
  hold(path: RegExp): () => void
  heal(): void
  close(): Promise<void>
}

export async function startNetwork(serverPort: number): Promise<Network> {
  const exchanges: Exchange[] = []
  const underway = new Map<Exchange, ServerResponse>()
  let rules: Rule[] = []
  const server = createServer((req, res) => {
    // The browser left in the middle, or the server is gone: cut the connection.
    const exchange = begin(req)
    exchanges.push(exchange)
    underway.set(exchange, res)
    carry(req, res, serverPort, exchange, rules)
      .catch(() => res.destroy())
      .finally(() => underway.delete(exchange))
  })
  // Idle connections stay open: the other side could be using one again just as we close it.
  server.keepAliveTimeout = 0
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  const add = (path: RegExp, behaviour: Behaviour) => {
    rules = [{ path, behaviour }, ...rules]
  }
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    exchanges,
    sent: (path, method) => exchanges.filter((one) => path.test(one.path) && (!method || one.method === method)),
    fail: (path, status = 503) => add(path, { kind: 'fail', status }),
    hang: (path) => add(path, { kind: 'hang' }),
    cut: (path) => add(path, { kind: 'cut' }),
    drop(path) {
      for (const [exchange, res] of underway) if (path.test(exchange.path)) res.destroy()
    },
    hold(path) {
      let release = () => {}
      add(path, { kind: 'hold', until: new Promise((resolve) => (release = resolve)) })
      return release
    },
    heal() {
      rules = []
    },
    close() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

function begin({ method = 'GET', url: path = '/', headers }: IncomingMessage): Exchange {
  return {
    at: Date.now(),
    method,
    path,
    requestHeaders: headers,
    requestBody: '',
    setCookies: [],
    responseHeaders: {},
    responseBody: '',
  }
}

/** One line per exchange, with the cookies' names and none of their values. */
export function summary(exchanges: readonly Exchange[]): string {
  const names = (cookies: string[]) => cookies.map((cookie) => cookie.slice(0, cookie.indexOf('='))).join(' ')
  const line = ({ at, method, path, status, requestHeaders, setCookies }: Exchange) => {
    const time = new Date(at).toISOString().slice(14, 23)
    return `${time} ${method} ${path} ${status ?? 'no answer'} [${names(requestHeaders.cookie?.split('; ') ?? [])}] -> [${names(setCookies)}]`
  }
  return exchanges
    .filter(({ path }) => !path.startsWith('/_next/'))
    .map(line)
    .join('\n')
}

async function carry(req: IncomingMessage, res: ServerResponse, port: number, exchange: Exchange, rules: Rule[]) {
  const { method, path, requestHeaders: headers } = exchange
  const behaviour = rules.find((rule) => rule.path.test(path))?.behaviour
  for await (const chunk of req) exchange.requestBody += chunk
  if (behaviour?.kind === 'cut') return res.destroy()
  if (behaviour?.kind === 'hang') return once(res, 'close')
  if (behaviour?.kind === 'fail') {
    exchange.status = behaviour.status
    return res.writeHead(behaviour.status, { 'Cache-Control': 'no-store' }).end()
  }
  // `Host` is forwarded as the browser sent it: the server takes its own origin from it. Uncompressed, to be readable here.
  const { 'accept-encoding': _, ...onwardHeaders } = headers
  const onward = request({ host: 'localhost', port, method, path, headers: onwardHeaders, agent: false })
  onward.end(exchange.requestBody)
  const [answer] = (await once(onward, 'response')) as [IncomingMessage]
  exchange.answeredAt = Date.now()
  await behaviour?.until
  exchange.setCookies = answer.headers['set-cookie'] ?? []
  exchange.responseHeaders = answer.headers
  answer.on('data', (chunk) => {
    exchange.responseBody += chunk
  })
  res.writeHead(answer.statusCode ?? 502, answer.rawHeaders)
  try {
    await pipeline(answer, res)
  } finally {
    exchange.status = answer.statusCode ?? 502
  }
}
