/** Calls a procedure by its name, for REST and tRPC alike. */
import { callTRPCProcedure } from '@trpc/server'
import type { Context } from './context'
import { appRouter } from './router'
import { inProcedureSpan } from './tracing'

export function callProcedure(
  path: string,
  type: 'query' | 'mutation' | 'subscription',
  input: unknown,
  ctx: Context,
  signal?: AbortSignal,
): Promise<unknown> {
  const getRawInput = async () => input
  return inProcedureSpan(path, () =>
    callTRPCProcedure({ router: appRouter, path, getRawInput, ctx, type, signal, batchIndex: 0 }),
  )
}
