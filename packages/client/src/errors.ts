/** The one error this package throws. Owns the client's own codes; the server's come from the contract. */
import type { ErrorCode, FieldError } from '@campusbite/auth/contract'
import type { ErrorShape } from './api-types'

/**
 * What can go wrong on the client's side.
 * - `LOGGED_OUT`: the response belongs to a session that is over, and was dropped. Not a fault: show nothing.
 * - `NETWORK`: the server could not be reached. `TIMEOUT`: it did not answer in time.
 * - `BAD_ANSWER`: the response did not come from this API.
 * - `MISCONFIGURED`: an option of `createCampusBite` is invalid.
 * - `NO_PROVIDER`: a hook was used outside `<CampusBiteProvider>`.
 */
export type ClientErrorCode = 'LOGGED_OUT' | 'NETWORK' | 'TIMEOUT' | 'BAD_ANSWER' | 'MISCONFIGURED' | 'NO_PROVIDER'

interface Details {
  cause?: unknown
  shape?: ErrorShape
}

/**
 * Every call rejects with this. `code` is one of a closed set, each explained at `/docs/errors` on the server; `message` is for
 * people and says what to do.
 */
export class CampusBiteError extends Error {
  override readonly name = 'CampusBiteError'
  declare readonly code: ErrorCode | ClientErrorCode
  /** What is wrong with the input, if anything: `path` says where (`lines.0.quantity`), `message` what to do. */
  declare readonly errors: FieldError[]
  /** For `TOO_MANY_ATTEMPTS`: whole seconds until a retry can succeed. */
  declare readonly retryAfterSeconds: number | undefined
  /** The server's error in tRPC's shape; absent for errors of the client. */
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
 * True if the response was dropped because its session is over: nothing went wrong, show nothing. It narrows the code as well;
 * otherwise the compiler would infer `never` for a `CampusBiteError` that is not this one.
 */
export function isLoggedOut(error: unknown): error is CampusBiteError & { code: 'LOGGED_OUT' } {
  return error instanceof CampusBiteError && error.code === 'LOGGED_OUT'
}

export const loggedOut = () => new CampusBiteError('LOGGED_OUT', 'The response belongs to a session that is over.')

/** For errors thrown by the app's listeners. Left uncaught, they would end a Node process in the middle of a logout. */
export const report = (error: unknown): void => (globalThis.reportError ?? console.error)(error)

export const misconfigured = (message: string) => new CampusBiteError('MISCONFIGURED', message)

export const noCookies = () => misconfigured('cookieTokens() only works in a browser.')
