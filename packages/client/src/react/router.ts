/** The same API in tRPC's own types, for its React hooks and for `inferRouterOutputs<AppRouter>`. */
import type {
  TRPCBuiltRouter,
  TRPCMutationProcedure,
  TRPCQueryProcedure,
  TRPCSubscriptionProcedure,
} from '@trpc/server'
import type { Api, CallOptions, ErrorShape, Subscription } from '../api-types'

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
      : Tree[Name] extends Subscription<infer Input, infer Output>
        ? TRPCSubscriptionProcedure<{ meta: object; input: Given<Input>; output: AsyncIterable<Output, void, unknown> }>
        : Procedures<Tree[Name]>
}

export type AppRouter = TRPCBuiltRouter<Root, Procedures<Api>>
