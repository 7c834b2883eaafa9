/** The one error that the rules throw. Its message is written for the person who caused it, and reveals nothing else. */
import type { ErrorCode, FieldError } from './contract/index'

export interface AuthErrorOptions {
  /** Faults in the input, where there are any. */
  errors?: FieldError[]
  /** Whole seconds until trying again can succeed, for `TOO_MANY_ATTEMPTS`. */
  retryAfterSeconds?: number
  /** What went wrong underneath; logged, never sent. */
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
