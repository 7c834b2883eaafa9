/**
 * The API's router as a type: what can be called, with what, for what. It holds no code and no server type, so that an
 * app which installs this package compiles nothing of the server; a type test keeps it equal to the server's own router.
 */
import type { ErrorCode, FieldError } from '@campusbite/auth/contract'
import type { TRPCBuiltRouter, TRPCMutationProcedure, TRPCQueryProcedure } from '@trpc/server'
import type {
  Credentials,
  Dish,
  LoginOutput,
  LogoutOutput,
  Order,
  PlaceOrderInput,
  RefreshOutput,
  Registration,
  SessionInfo,
  TokenDelivery,
  User,
} from './wire-types'

type Query<Input, Output> = TRPCQueryProcedure<{ meta: object; input: Input; output: Output }>
type Mutation<Input, Output> = TRPCMutationProcedure<{ meta: object; input: Input; output: Output }>
// biome-ignore lint/suspicious/noConfusingVoidType: tRPC reads `void` as "may be called with no input"
type None = void

/** What the server says when it refuses. `appCode` is one of a closed set. */
export interface ErrorShape {
  message: string
  code: number
  data: {
    code: string
    httpStatus: number
    path?: string | undefined
    appCode: ErrorCode
    errors?: FieldError[] | undefined
    retryAfterSeconds?: number | undefined
  }
}

interface Root {
  ctx: object
  meta: object
  errorShape: ErrorShape
  transformer: false
}

export type AppRouter = TRPCBuiltRouter<
  Root,
  {
    auth: {
      register: Mutation<Registration, User>
      login: Mutation<Credentials & { delivery?: TokenDelivery | undefined }, LoginOutput>
      refresh: Mutation<
        { refreshToken?: string | null | undefined; delivery?: TokenDelivery | undefined } | null | None,
        RefreshOutput
      >
      logout: Mutation<
        { refreshToken?: string | null | undefined; logoutTicket?: string | null | undefined } | null | None,
        LogoutOutput
      >
      me: Query<None, User>
      changePassword: Mutation<{ currentPassword: string; newPassword: string }, { ended: number }>
      deleteAccount: Mutation<{ password: string }, { success: true }>
    }
    session: {
      list: Query<None, SessionInfo[]>
      end: Mutation<{ id: string }, { success: true }>
      endOthers: Mutation<None, { ended: number }>
      endAll: Mutation<None, { ended: number }>
    }
    menu: { list: Query<None, Dish[]> }
    order: { list: Query<None, Order[]>; place: Mutation<PlaceOrderInput, Order> }
  }
>
