/** The one error that the rules throw. Its message is for the person who caused it, and reveals nothing else. */
import type { ErrorCode, FieldError } from './contract/index'

export interface AuthErrorOptions {
  /** Errors in the input, if any. */
  errors?: FieldError[]
  /** For `TOO_MANY_ATTEMPTS`: whole seconds until a retry can succeed. */
  retryAfterSeconds?: number
  /** The underlying error; logged, never sent. */
  cause?: unknown
}

export class AuthError extends Error {
  override name = 'AuthError'
  readonly errors: FieldError[] | undefined
  readonly retryAfterSeconds: number | undefined

  constructor(
    readonly code: ErrorCode,
    message: string,
    options: AuthErrorOptions = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.errors = options.errors
    this.retryAfterSeconds = options.retryAfterSeconds
  }
}
