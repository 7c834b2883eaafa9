/** The one error this package throws. Owns the client's own codes; the server's come from the contract. */
import type { ErrorCode, FieldError } from '@campusbite/auth/contract'
import type { ErrorShape } from './api-types'

/**
 * What can go wrong on this side of the wire.
 * - `LOGGED_OUT`: the answer belongs to a session that is over, and was dropped. Not a fault: show nothing.
 * - `NETWORK`: the server could not be reached. `TIMEOUT`: it did not answer in time.
 * - `BAD_ANSWER`: what answered is not this API.
 * - `MISCONFIGURED`: an option of `createCampusBite` cannot work.
 * - `NO_PROVIDER`: a hook was used outside `<CampusBiteProvider>`.
 */
export type ClientErrorCode = 'LOGGED_OUT' | 'NETWORK' | 'TIMEOUT' | 'BAD_ANSWER' | 'MISCONFIGURED' | 'NO_PROVIDER'

interface Details {
  cause?: unknown
  shape?: ErrorShape
}

/**
 * What every call rejects with. `code` is one of a closed set, each with its cause and cure at `/docs/errors` of the server;
 * `message` is for a person, and says what to do.
 */
export class CampusBiteError extends Error {
  override readonly name = 'CampusBiteError'
  declare readonly code: ErrorCode | ClientErrorCode
  /** Faults in the input, where there are any: `path` is where (`lines.0.quantity`), `message` what to do. */
  declare readonly errors: FieldError[]
  /** Whole seconds until trying again can succeed, for `TOO_MANY_ATTEMPTS`. */
  declare readonly retryAfterSeconds: number | undefined
  /** What the server said, as tRPC gives it; absent for an error of this side. */
  declare readonly shape: ErrorShape | undefined

  constructor(code: ErrorCode | ClientErrorCode, message: string, details: Details = {}) {
    super(message, details)
    this.code = code
    this.shape = details.shape
    this.errors = this.data?.errors ?? []
    this.retryAfterSeconds = this.data?.retryAfterSeconds
  }

  get data(): ErrorShape['data'] | undefined {
    return this.shape?.data
  }
}

/**
 * True for an answer that was dropped because its session is over: nothing went wrong, show nothing. What is narrowed is
 * the code too: without it, a `CampusBiteError` that is not this one would be `never` to the compiler.
 */
export function isLoggedOut(error: unknown): error is CampusBiteError & { code: 'LOGGED_OUT' } {
  return error instanceof CampusBiteError && error.code === 'LOGGED_OUT'
}

export const loggedOut = () => new CampusBiteError('LOGGED_OUT', 'The answer belongs to a session that is over.')

/** Of what a part of the app has thrown when it was told of something. Uncaught, it would end a Node process in the middle of a logout. */
export const report = (error: unknown): void => (globalThis.reportError ?? console.error)(error)

export const misconfigured = (message: string) => new CampusBiteError('MISCONFIGURED', message)

export const noCookies = () => misconfigured('cookieTokens() knows cookies in a page only.')
