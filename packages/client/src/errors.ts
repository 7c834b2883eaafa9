/** The one error this package throws. Owns the client's own codes; the server's come from the contract. */
import type { ErrorCode, FieldError } from '@campusbite/auth/contract'
import { TRPCClientError } from '@trpc/client'
import type { AppRouter, ErrorShape } from './router'

/** What can go wrong on this side of the wire. */
export const clientErrorCodes = [
  /** The answer came after a logout, or for an identity that is no longer the current one: it was dropped. Not a fault. */
  'LOGGED_OUT',
  /** The server could not be reached. */
  'NETWORK',
  /** The server did not answer in time. */
  'TIMEOUT',
  /** What answered is not this API. */
  'BAD_ANSWER',
  /** An option of `createCampusBite` cannot work. */
  'MISCONFIGURED',
  /** A hook was used outside `<CampusBiteProvider>`. */
  'NO_PROVIDER',
] as const

export type ClientErrorCode = (typeof clientErrorCodes)[number]

interface Details {
  cause?: unknown
  shape?: ErrorShape
}

export class CampusBiteError extends TRPCClientError<AppRouter> {
  override readonly name = 'CampusBiteError'
  readonly code: ErrorCode | ClientErrorCode
  /** Faults in the input, where there are any: `path` is where (`lines.0.quantity`), `message` what to do. */
  readonly errors: FieldError[]
  /** Whole seconds until trying again can succeed, for `TOO_MANY_ATTEMPTS`. */
  readonly retryAfterSeconds: number | undefined

  constructor(code: ErrorCode | ClientErrorCode, message: string, { cause, shape }: Details = {}) {
    super(message, {
      ...(cause instanceof Error ? { cause } : {}),
      ...(shape ? { result: { error: shape } } : {}),
    })
    // The parent sets its own prototype on every instance, which would leave `instanceof` false for ours.
    Object.setPrototypeOf(this, CampusBiteError.prototype)
    this.code = code
    this.errors = shape?.data.errors ?? []
    this.retryAfterSeconds = shape?.data.retryAfterSeconds
  }
}

/** True for an answer that was dropped because its session is over: nothing went wrong, show nothing. */
export function isLoggedOut(error: unknown): error is CampusBiteError {
  return error instanceof CampusBiteError && error.code === 'LOGGED_OUT'
}

export const loggedOut = () =>
  new CampusBiteError(
    'LOGGED_OUT',
    'This call belongs to a session that is over, so its answer was dropped. Show nothing.',
  )

export const misconfigured = (message: string) => new CampusBiteError('MISCONFIGURED', message)
