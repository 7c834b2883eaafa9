/** Answers a REST call by calling the same procedure as tRPC, and wrapping its result in the envelope. */
import { AuthError } from '@campusbite/auth'
import type { Context } from '../context'
import { explain } from '../errors'
import type { Answer, Exchange } from '../http/exchange'
import { parseJson, readBody } from '../http/read-body'
import { callProcedure } from '../procedures'
import { answerForm, isFormPost } from './form-post'
import type { RestMatch } from './routes'

export async function answerRest(exchange: Exchange, ctx: Context, { route, params }: RestMatch): Promise<Answer> {
  const reads = route.method === 'GET'
  const text = reads ? '' : await readBody(exchange.req)
  const perform = (input: unknown) => callProcedure(route.procedure, reads ? 'query' : 'mutation', input, ctx)
  if (isFormPost(exchange, route, text)) return answerForm(ctx, route, text, perform)
  const given = reads ? fromQuery(exchange.search) : parseJson(text)
  const output: unknown = await perform(inputOf(given, params))
  const body = { success: true, message: route.message, ...(route.data ? { data: output } : {}) }
  return { status: route.status ?? 200, body }
}

/** Undefined if there is none: procedures with no or optional input are called as over tRPC. */
function fromQuery(search: URLSearchParams): unknown {
  return search.size > 0 ? Object.fromEntries(search) : undefined
}

function inputOf(body: unknown, params: Record<string, string>): unknown {
  if (Object.keys(params).length === 0) return body
  if (body === undefined || body === null) return params
  if (typeof body !== 'object' || Array.isArray(body)) throw new AuthError('BAD_INPUT', 'The body must be an object.')
  return { ...body, ...params }
}

/** The envelope of a failure. */
export function failure(thrown: unknown): Answer {
  const { httpStatus, message, errors, retryAfterSeconds } = explain(thrown)
  return {
    status: httpStatus,
    body: { success: false, message, ...(errors ? { errors } : {}) },
    headers: retryAfterSeconds === undefined ? {} : { 'Retry-After': String(retryAfterSeconds) },
  }
}
