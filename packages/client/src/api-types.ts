/**
 * The API as types: every procedure with its input and output. Contains no code, nothing of the server and nothing of tRPC, so
 * an app that installs this package compiles none of them. A type test keeps it equal to the server's router.
 */
import type { ErrorCode, FieldError } from '@campusbite/auth/contract'
import type { CampusBiteError } from './errors'
import type {
  Dish,
  Endings,
  LoginInput,
  LoginOutput,
  LogoutOutput,
  OperatorSession,
  Order,
  PlaceOrderInput,
  RefreshOutput,
  Registration,
  SessionInfo,
  TokenDelivery,
  User,
} from './wire-types'

export interface CallOptions {
  /** Aborts the call, which then rejects with the signal's reason. */
  signal?: AbortSignal | undefined
}

/** An input of `undefined` means that the procedure takes none, so the argument is optional. */
type Call<Input, Output> = undefined extends Input
  ? (input?: Input, options?: CallOptions) => Promise<Output>
  : (input: Input, options?: CallOptions) => Promise<Output>

/** All of these reject with a `CampusBiteError`. */
export interface Query<Input, Output> {
  query: Call<Input, Output>
}

/** Like `Query`. Retried only if the access token was refused, so nothing was done yet: after a refresh. */
export interface Mutation<Input, Output> {
  mutate: Call<Input, Output>
}

/** Receives the events of a subscription. Nothing arrives after the session it was opened in has ended. */
export interface Subscriber<Output> {
  /** Called each time the connection opens. */
  onStarted?(): void
  onData?(value: Output): void
  /** The subscription failed, for a reason that a retry would not change. */
  onError?(error: CampusBiteError): void
  /** The subscription is over: its session ended, or the server completed it. */
  onComplete?(): void
  /** The connection was lost and is being reopened. */
  onConnectionStateChange?(change: { type: 'state'; state: 'connecting'; error: CampusBiteError | null }): void
}

export interface Unsubscribable {
  unsubscribe(): void
}

/** Requires `streams` from `@campusbite/client/streams`. */
export interface Subscription<Input, Output> {
  subscribe(input: Input, subscriber: Subscriber<Output>): Unsubscribable
}

/** Every procedure, by path. For tRPC's own helpers, use `AppRouter` from `@campusbite/client/react`. */
export interface Api {
  auth: {
    register: Mutation<Registration, User>
    login: Mutation<LoginInput, LoginOutput>
    refresh: Mutation<
      { refreshToken?: string | null | undefined; delivery?: TokenDelivery | undefined } | null | undefined,
      RefreshOutput
    >
    logout: Mutation<
      { refreshToken?: string | null | undefined; logoutTicket?: string | null | undefined } | null | undefined,
      LogoutOutput
    >
    me: Query<undefined, User>
    changePassword: Mutation<{ currentPassword: string; newPassword: string }, { ended: number }>
    deleteAccount: Mutation<{ password: string }, { success: true }>
  }
  session: {
    list: Query<undefined, SessionInfo[]>
    end: Mutation<{ id: string }, { success: true }>
    endOthers: Mutation<undefined, { ended: number }>
    endAll: Mutation<undefined, { ended: number }>
    /** Reports that the session is alive, and closes when it ends. A client with `streams` watches by itself. */
    watch: Subscription<undefined, { id: string }>
  }
  /** Operators only. */
  operator: {
    sessions: Query<{ email: string }, OperatorSession[]>
    endings: Query<{ since?: string | undefined } | undefined, Endings>
    endSession: Mutation<{ id: string }, { ended: number }>
    endUser: Mutation<{ email: string }, { ended: number }>
    endAll: Mutation<undefined, { ended: number }>
    disableUser: Mutation<{ email: string }, { ended: number }>
  }
  menu: { list: Query<undefined, Dish[]> }
  order: { list: Query<undefined, Order[]>; place: Mutation<PlaceOrderInput, Order> }
}

/** The error that the server sends. `appCode` is one of a closed set. */
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
