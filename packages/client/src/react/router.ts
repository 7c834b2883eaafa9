/** The same API as tRPC's types have it, for its React hooks and for `inferRouterOutputs<AppRouter>`. */
import type { TRPCBuiltRouter, TRPCMutationProcedure, TRPCQueryProcedure } from '@trpc/server'
import type { Api, CallOptions, ErrorShape } from '../api-types'

interface Root {
  ctx: object
  meta: object
  errorShape: ErrorShape
  transformer: false
}

type Call = (input: never, options?: CallOptions) => Promise<unknown>

// biome-ignore lint/suspicious/noConfusingVoidType: tRPC reads `void` as "may be called with no input"
type Given<Input> = [Input] extends [undefined] ? void : Input

interface Definition<Of extends Call> {
  meta: object
  input: Given<Parameters<Of>[0]>
  output: Awaited<ReturnType<Of>>
}

type Procedures<Tree> = {
  [Name in keyof Tree]: Tree[Name] extends { query: infer Of extends Call }
    ? TRPCQueryProcedure<Definition<Of>>
    : Tree[Name] extends { mutate: infer Of extends Call }
      ? TRPCMutationProcedure<Definition<Of>>
      : Procedures<Tree[Name]>
}

export type AppRouter = TRPCBuiltRouter<Root, Procedures<Api>>
