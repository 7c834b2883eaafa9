/**
 * The API as a type: what can be called, with what, for what. It holds no code and nothing of the server or of tRPC, so
 * that an app which installs this package compiles neither; a type test keeps it equal to the server's own router.
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
  /** Abandons the call: it rejects with the signal's reason. */
  signal?: AbortSignal | undefined
}

/** `undefined` as input means that there is none, and that it can be left out. */
type Call<Input, Output> = undefined extends Input
  ? (input?: Input, options?: CallOptions) => Promise<Output>
  : (input: Input, options?: CallOptions) => Promise<Output>

/** All of these reject with a `CampusBiteError`. */
export interface Query<Input, Output> {
  query: Call<Input, Output>
}

/** As `Query`. Sent once more only where the access token was refused, and so nothing done: after a refresh. */
export interface Mutation<Input, Output> {
  mutate: Call<Input, Output>
}

/** Told what a subscription brings. Nothing of it comes after the end of the session it was opened in. */
export interface Subscriber<Output> {
  /** Each time that the line is open. */
  onStarted?(): void
  onData?(value: Output): void
  /** It is over, for a reason that another attempt would meet again. */
  onError?(error: CampusBiteError): void
  /** It is over: its session is, or the server has said all it had to say. */
  onComplete?(): void
  /** The line was cut, and is being taken up again. */
  onConnectionStateChange?(change: { type: 'state'; state: 'connecting'; error: CampusBiteError | null }): void
}

export interface Unsubscribable {
  unsubscribe(): void
}

/** Needs `streams` of `@campusbite/client/streams`. */
export interface Subscription<Input, Output> {
  subscribe(input: Input, subscriber: Subscriber<Output>): Unsubscribable
}

/** Every procedure, by its path. For tRPC's own helpers there is `AppRouter`, of `@campusbite/client/react`. */
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
    /** Says that the session lives, and is closed with it. A client with `streams` watches by itself. */
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
