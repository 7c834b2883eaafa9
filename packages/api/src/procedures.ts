/** Procedures by path (`auth.logout`), since tRPC's own types only know the tree: what they are, and how to call them. */
import { TRPCError, type TRPCProcedureType } from '@trpc/server'
import type { z } from 'zod'
import type { Context } from './context'
import { appRouter } from './router'
import { inProcedureSpan } from './tracing'

interface ProcedureFacts {
  type: TRPCProcedureType
  inputs: z.ZodType[]
  output?: z.ZodType
}

interface Procedure {
  (call: Call): Promise<unknown>
  _def: ProcedureFacts
}

/** The form in which tRPC's adapters call it. */
interface Call {
  path: string
  type: TRPCProcedureType
  ctx: Context
  getRawInput(): Promise<unknown>
  signal: AbortSignal | undefined
  batchIndex: number
}

function procedureAt(path: string): Procedure | undefined {
  const procedures = appRouter._def.procedures as unknown as Record<string, Procedure>
  return Object.hasOwn(procedures, path) ? procedures[path] : undefined
}

export const procedurePaths = (): string[] => Object.keys(appRouter._def.procedures)

/** Its type and schemas; undefined if there is no such procedure. */
export const procedureFacts = (path: string): ProcedureFacts | undefined => procedureAt(path)?._def

/**
 * Calls a procedure, for REST and tRPC alike.
 * @throws TRPCError `NOT_FOUND`, and whatever the procedure throws
 */
export function callProcedure(
  path: string,
  type: TRPCProcedureType,
  input: unknown,
  ctx: Context,
  signal?: AbortSignal,
): Promise<unknown> {
  const procedure = procedureAt(path)
  if (procedure?._def.type !== type) throw new TRPCError({ code: 'NOT_FOUND' })
  const getRawInput = () => Promise.resolve(input)
  return inProcedureSpan(path, () => procedure({ path, getRawInput, ctx, type, signal, batchIndex: 0 }))
}
