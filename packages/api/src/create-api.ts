/**
 * The whole API as one handler for a Node server: tRPC and REST over the same procedures, health, keys, and the API's
 * documentation. It answers before Next, whose route handlers are many times slower.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { AuthError } from '@campusbite/auth'
import { type Context, createContext, type Services } from './context'
import { answerDocs, ownsDocs } from './docs/answer-docs'
import { openApiDocument } from './docs/openapi'
import type { otherPaths } from './docs/other-paths'
import { type Answer, answer, type Exchange, openExchange } from './http/exchange'
import { type Health, healthz, readyz } from './http/health'
import { honourTombstones } from './http/honour-tombstones'
import type { Site } from './http/origin-check'
import { HungUp } from './http/read-body'
import { Streams } from './http/streams'
import { answerTrpc, refuseTrpc, trpcPrefix, trpcRoute } from './http/trpc-adapter'
import type { Watch } from './http/watch'
import type { Logger } from './log'
import { answerRest, failure } from './rest/answer-rest'
import { matchRest } from './rest/routes'
import { createServerRuntime, type ServerRuntime } from './server-runtime'
import { inRequestSpan } from './tracing'

export interface ApiDeps extends Services {
  site: Site
  health: Health
  log: Logger
  /** Called for each request that has been answered. */
  watch?: Watch | undefined
}

export interface Api {
  /** Whether the API answers this path. */
  owns(pathname: string): boolean
  /** Answers one request; never rejects. */
  handle(req: IncomingMessage, res: ServerResponse): Promise<unknown>
  /** Closes all streams, so that a stopping process can exit; listeners reconnect to another instance. */
  endStreams(): void
  /** The same services, for pages. */
  runtime: ServerRuntime
}

/** For logs and metrics only, as in other servers: the client closed the connection. */
const hungUp = 499

export function createApi(deps: ApiDeps): Api {
  const streams = new Streams(deps.auth)
  return {
    endStreams: () => streams.stop(),
    owns: (pathname) => /^\/api(\/|$)/.test(pathname) || documentByPath.has(pathname) || ownsDocs(pathname),
    runtime: createServerRuntime(deps),
    handle(req, res) {
      const exchange = openExchange(deps, req, res)
      const answering = () => inRequestSpan(exchange, () => answered(deps, exchange, streams))
      return deps.watch ? watched(deps.watch, exchange, answering) : answering()
    },
  }
}

async function watched(watch: Watch, exchange: Exchange, answering: () => Promise<Answer>): Promise<void> {
  const startedAt = performance.now()
  const { status } = await answering()
  const { id: requestId, method, route, facts } = exchange
  watch({ requestId, method, route, status, seconds: (performance.now() - startedAt) / 1000, caller: facts.identified })
}

async function answered(deps: ApiDeps, exchange: Exchange, streams: Streams): Promise<Answer> {
  let given: Answer
  try {
    given = await route(deps, exchange, streams)
  } catch (thrown) {
    if (thrown instanceof HungUp) return { status: hungUp }
    exchange.facts.report(thrown, exchange.route)
    given = exchange.pathname.startsWith(trpcPrefix) ? refuseTrpc(thrown) : failure(thrown)
  }
  answer(exchange, given)
  return given
}

/**
 * Not `async`, so that only real waits create promises: in a process that uses `AsyncLocalStorage`, as tracing does, Node tracks
 * every promise, and each costs several times as much.
 */
function route(deps: ApiDeps, exchange: Exchange, streams: Streams): Answer | Promise<Answer> {
  const { method, pathname, facts, cookies, req } = exchange
  const trpc = pathname.startsWith(trpcPrefix)
  const match = trpc ? null : matchRest(method, pathname)
  exchange.route = trpc ? trpcRoute(pathname) : match && 'route' in match ? match.route.path : 'unknown'
  // Without that header it is not a preflight, just another unsupported method.
  if (method === 'OPTIONS' && req.headers['access-control-request-method'] !== undefined) {
    return preflight(facts.origin, pathname)
  }
  const document = documentAt(deps, method, pathname)
  if (document) {
    exchange.route = pathname
    return document
  }
  refuseForeignCookies(exchange)
  const go = () => (trpc ? answerTrpcCall(deps, exchange, streams) : answerRestCall(deps, exchange, match))
  return facts.origin === 'own' && cookies.tombstones.length > 0 ? afterTombstones(deps, exchange).then(go) : go()
}

async function afterTombstones({ auth }: ApiDeps, { cookies, facts }: Exchange): Promise<void> {
  facts.credentials = { ...facts.credentials, ...(await honourTombstones(auth, cookies, facts.reply)) }
}

function answerTrpcCall(deps: ApiDeps, exchange: Exchange, streams: Streams): Promise<Answer> {
  const path = decodedPath(exchange.pathname.slice(trpcPrefix.length))
  return answerTrpc(exchange, createContext(deps, exchange.facts), path, streams)
}

function answerRestCall(
  deps: ApiDeps,
  exchange: Exchange,
  match: ReturnType<typeof matchRest>,
): Answer | Promise<Answer> {
  const { req, facts, pathname } = exchange
  if (!match) throw new AuthError('NOT_FOUND', `There is nothing at ${pathname.slice(0, 200)}. See /docs.`)
  if ('allow' in match) return methodNotAllowed(match.allow)
  if (match.route.method === 'GET') req.resume()
  return answerRest(exchange, createContext(deps, facts), match)
}

/** Another site's page that makes a browser send our cookies is an attack, whatever it requests. */
function refuseForeignCookies({ facts, cookies, method }: Exchange): void {
  if (facts.origin === 'foreign' && method !== 'GET' && method !== 'HEAD' && cookies.sessions.length > 0) {
    throw new AuthError('ORIGIN_NOT_ALLOWED', 'This page is not allowed to make requests for you.')
  }
}

type Document = (deps: ApiDeps) => Answer | Promise<Answer>

/** A `Record` over the paths that the OpenAPI document lists besides operations: none can be forgotten here. */
const documents: Record<keyof typeof otherPaths, Document> = {
  '/healthz': healthz,
  '/readyz': (deps) => readyz(deps, deps.health),
  '/api/openapi.json': () => ({ status: 200, body: openApiDocument() }),
  '/.well-known/jwks.json': ({ auth }) => ({
    status: 200,
    body: auth.jwks(),
    headers: { 'Cross-Origin-Resource-Policy': 'cross-origin' },
  }),
}
const documentByPath = new Map<string, Document>(Object.entries(documents))

/** The server's own documents; null for any other path. */
function documentAt(deps: ApiDeps, method: string, pathname: string): Answer | Promise<Answer> | null {
  const document = ownsDocs(pathname) ? () => answerDocs(pathname) : documentByPath.get(pathname)
  if (!document) return null
  return method === 'GET' || method === 'HEAD' ? document(deps) : methodNotAllowed(['GET'])
}

/** Clients may percent-encode the commas of a batch. A malformed path is not a procedure name. */
function decodedPath(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

function methodNotAllowed(methods: string[]): Answer {
  const allow = methods.includes('GET') ? [...methods, 'HEAD'] : methods
  const refusal = failure(new AuthError('METHOD_NOT_ALLOWED', `Use ${methods.join(' or ')}.`))
  return { ...refusal, headers: { Allow: allow.join(', ') } }
}

function preflight(origin: Context['origin'], pathname: string): Answer {
  const match = matchRest('OPTIONS', pathname)
  const methods = match && 'allow' in match ? match.allow : ['GET', 'POST']
  const cors = {
    'Access-Control-Allow-Methods': methods.join(', '),
    'Access-Control-Allow-Headers': 'Authorization, Content-Type, trpc-accept, x-trpc-source',
    'Access-Control-Max-Age': '600',
  }
  return { status: 204, headers: { Allow: [...methods, 'OPTIONS'].join(', '), ...(origin === 'allowed' ? cors : {}) } }
}
