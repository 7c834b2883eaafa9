/**
 * tRPC's HTTP protocol straight from a Node request: queries by GET, mutations by POST, batches, tRPC's envelope. tRPC's own
 * adapter creates fetch requests and streams for each call, which costs more than everything else in a logout.
 */
import { AuthError } from '@campusbite/auth'
import { trpcPath } from '@campusbite/auth/contract'
import { getTRPCErrorFromUnknown, getTRPCErrorShape, TRPCError, type TRPCProcedureType } from '@trpc/server'
import type { Context } from '../context'
import { callProcedure, procedureFacts } from '../procedures'
import { appRouter } from '../router'
import type { Answer, Exchange } from './exchange'
import { parseJson, readBody } from './read-body'
import type { Streams } from './streams'

export const trpcPrefix = `${trpcPath}/`

/** All batches share one name: clients could otherwise make up any number of combinations. */
export function trpcRoute(pathname: string): string {
  const path = pathname.slice(trpcPrefix.length)
  if (procedureFacts(path)) return pathname
  return path.includes(',') ? `${trpcPrefix}batch` : `${trpcPrefix}unknown`
}

/** Calls per request. tRPC's links have no limit of their own: one that a page could reach would refuse its logout too. */
const batchLimit = 100

const config = appRouter._def._config

type Envelope =
  | { result: { data: unknown } }
  | { error: { message: string; data: { httpStatus: number; retryAfterSeconds?: number } } }

export async function answerTrpc(exchange: Exchange, ctx: Context, path: string, streams: Streams): Promise<Answer> {
  const { req, method, search } = exchange
  if (method !== 'GET' && method !== 'HEAD' && method !== 'POST') {
    throw new AuthError('METHOD_NOT_ALLOWED', 'Use GET for queries and POST for mutations.')
  }
  const type = method === 'POST' ? 'mutation' : 'query'
  const batched = search.get('batch') === '1'
  const names = batched ? path.split(',') : [path]
  if (names.length > batchLimit) {
    throw new AuthError('BAD_INPUT', `A batch holds at most ${batchLimit} calls. Set maxItems of the link.`)
  }
  // Like tRPC's own adapters: says that the procedure exists, and calls nothing.
  if (method === 'HEAD' && names.every(isReading)) return { status: 204 }
  const text = method === 'POST' ? await readBody(req) : (search.get('input') ?? '')
  const raw = parseJson(text)
  if (method === 'GET' && !batched && procedureFacts(path)?.type === 'subscription') {
    return subscribe(exchange, ctx, path, raw, streams)
  }
  const inputs = batched ? asRecord(raw) : { 0: raw }
  const envelopes = await Promise.all(names.map((name, index) => call(ctx, name, type, inputs[index])))
  const statuses = new Set(envelopes.map(statusOf))
  const [only = 200] = statuses
  const retryAfter = envelopes.flatMap((one) => ('error' in one ? (one.error.data.retryAfterSeconds ?? []) : []))
  const asLine = batched && req.headers['trpc-accept'] === 'application/jsonl'
  return {
    // RFC 4918 §11.1: a batch whose calls had different results.
    status: asLine ? 200 : statuses.size > 1 ? 207 : only,
    body: asLine ? lineOf(envelopes) : batched ? envelopes : envelopes[0],
    headers: {
      ...(retryAfter.length > 0 ? { 'Retry-After': String(Math.max(...retryAfter)) } : {}),
      ...(statuses.has(405) ? { Allow: type === 'query' ? 'POST' : 'GET, HEAD' } : {}),
    },
  }
}

/**
 * The first line of what `httpBatchStreamLink` reads, with nothing left for a later one: once a response has begun, it can no
 * longer set cookies, nor delete those of a logout. The link reads it if the status is a success.
 */
const lineOf = (envelopes: Envelope[]): string =>
  `${JSON.stringify(Object.fromEntries(envelopes.map((envelope, index) => [index, [[envelope]]])))}\n`

/** The response to a request that was refused before any of its calls, in the format that tRPC clients read. */
export function refuseTrpc(thrown: unknown): Answer {
  const none = { path: undefined, input: undefined, ctx: undefined }
  const error = getTRPCErrorShape({ config, error: getTRPCErrorFromUnknown(thrown), type: 'unknown', ...none })
  const { httpStatus: status } = error.data
  return { status, body: { error }, headers: status === 405 ? { Allow: 'GET, HEAD, POST' } : {} }
}

/** A refusal before the stream begins looks like any call's; later errors are events of the stream. */
async function subscribe({ facts }: Exchange, ctx: Context, path: string, input: unknown, streams: Streams) {
  const shape = (thrown: unknown) => shapeOf(getTRPCErrorFromUnknown(thrown), path, 'subscription', input, ctx)
  const abort = new AbortController()
  try {
    const source = (await callProcedure(path, 'subscription', input, ctx, abort.signal)) as AsyncIterable<unknown>
    const stream = streams.open({ source, abort, caller: facts.identified, identify: ctx.identify, shape })
    return { status: 200, stream }
  } catch (thrown) {
    abort.abort()
    const error = shape(thrown)
    const { httpStatus, retryAfterSeconds } = error.data
    const headers = retryAfterSeconds === undefined ? {} : { 'Retry-After': String(retryAfterSeconds) }
    return { status: httpStatus, body: { error }, headers }
  }
}

async function call(ctx: Context, path: string, type: 'query' | 'mutation', input: unknown): Promise<Envelope> {
  try {
    requireMethod(path, type)
    const data = await callProcedure(path, type, input, ctx)
    return { result: { data } }
  } catch (thrown) {
    return { error: shapeOf(getTRPCErrorFromUnknown(thrown), path, type, input, ctx) }
  }
}

/** A prefetch or an image could send a mutation by GET; tRPC itself would only say that there is no such query. */
function requireMethod(path: string, type: 'query' | 'mutation'): void {
  const procedure = procedureFacts(path)
  if (procedure && procedure.type !== type) throw new TRPCError({ code: 'METHOD_NOT_SUPPORTED' })
}

function isReading(path: string): boolean {
  const type = procedureFacts(path)?.type
  return type === 'query' || type === 'subscription'
}

function shapeOf(error: TRPCError, path: string, type: TRPCProcedureType, input: unknown, ctx: Context) {
  ctx.report(error, procedureFacts(path) ? path : 'unknown')
  return getTRPCErrorShape({ config, error, type, path, input, ctx })
}

const statusOf = (envelope: Envelope) => ('error' in envelope ? envelope.error.data.httpStatus : 200)

function asRecord(value: unknown): Record<number, unknown> {
  if (value === undefined) return {}
  if (typeof value === 'object' && value !== null) return value as Record<number, unknown>
  throw new AuthError('BAD_INPUT', 'The input of a batch must be an object with one entry per call.')
}
