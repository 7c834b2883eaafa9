/** Calls a procedure by its name, for REST and tRPC alike. */
import { callTRPCProcedure } from '@trpc/server'
import type { Context } from './context'
import { appRouter } from './router'
import { inProcedureSpan } from './tracing'

export function callProcedure(
  path: string,
  type: 'query' | 'mutation',
  input: unknown,
  ctx: Context,
): Promise<unknown> {
  const getRawInput = async () => input
  return inProcedureSpan(path, () =>
    callTRPCProcedure({ router: appRouter, path, getRawInput, ctx, type, signal: undefined, batchIndex: 0 }),
  )
}
