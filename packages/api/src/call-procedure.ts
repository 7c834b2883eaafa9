/** Calls a procedure by its name, for REST and tRPC alike. */
import { TRPCError } from '@trpc/server'
import type { Context } from './context'
import { type ProcedureType, procedureAt } from './router'
import { inProcedureSpan } from './tracing'

/** @throws TRPCError `NOT_FOUND`, and whatever the procedure throws */
export function callProcedure(
  path: string,
  type: ProcedureType,
  input: unknown,
  ctx: Context,
  signal?: AbortSignal,
): Promise<unknown> {
  const procedure = procedureAt(path)
  if (procedure?._def.type !== type) throw new TRPCError({ code: 'NOT_FOUND' })
  const getRawInput = () => Promise.resolve(input)
  return inProcedureSpan(path, () => procedure({ path, getRawInput, ctx, type, signal, batchIndex: 0 }))
}
