/** Every way a request can fail, as a closed set of stable codes. `docs/errors.md` has a heading for each. */
export const errorCodes = [
  'BAD_INPUT',
  'BODY_NOT_JSON',
  'BODY_TOO_LARGE',
  'EMAIL_TAKEN',
  'FORBIDDEN',
  'INTERNAL',
  'INVALID_CREDENTIALS',
  'INVALID_REFRESH_TOKEN',
  'METHOD_NOT_ALLOWED',
  'NOT_FOUND',
  'NOT_SIGNED_IN',
  'ORIGIN_NOT_ALLOWED',
  'REFRESH_TOKEN_REQUIRED',
  'REFRESH_TOKEN_REUSED',
  'SESSION_ENDED',
  'SESSION_EXPIRED',
  'TOO_MANY_ATTEMPTS',
  'UNAVAILABLE',
  'WRONG_PASSWORD',
] as const

export type ErrorCode = (typeof errorCodes)[number]

/** One error in the input: where it is (`lines.0.quantity`; empty for the whole body), and what to do about it. */
export interface FieldError {
  path: string
  message: string
}
