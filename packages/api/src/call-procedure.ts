/**
 * Calls a procedure by its name, for REST and tRPC alike: its own middlewares, input and output checks and resolver, in their
 * order. tRPC's caller does the same, with three copies of all that is known for each step, made property by property.
 */
import { TRPCError } from '@trpc/server'
import type { Context } from './context'
import { type Middleware, procedureFacts } from './router'
import { inProcedureSpan } from './tracing'

export function callProcedure(
  path: string,
  type: 'query' | 'mutation' | 'subscription',
  input: unknown,
  ctx: Context,
  signal?: AbortSignal,
): Promise<unknown> {
  return inProcedureSpan(path, async () => {
    const procedure = procedureFacts(path)
    if (procedure?.type !== type) throw new TRPCError({ code: 'NOT_FOUND', message: 'There is no such procedure.' })
    const getRawInput = async () => input
    const call = { path, type, ctx, input: undefined, getRawInput, signal, batchIndex: 0, meta: undefined }
    return (await step(procedure.middlewares, 0, call)).data
  })
}

/** What fails is thrown through all of them. */
function step(middlewares: readonly Middleware[], index: number, call: Call): Promise<{ data: unknown }> {
  const middleware = middlewares[index]
  if (!middleware) throw new Error('The last step of a procedure is its resolver.')
  const next = (change?: Change) => step(middlewares, index + 1, change ? changed(call, change) : call)
  return middleware({ ...call, next })
}

interface Change {
  ctx?: object
  input?: unknown
}

interface Call {
  ctx: Context
  input: unknown
}

function changed(call: Call, change: Change): Call {
  return {
    ...call,
    ctx: change.ctx ? { ...call.ctx, ...change.ctx } : call.ctx,
    input: 'input' in change ? change.input : call.input,
  }
}
