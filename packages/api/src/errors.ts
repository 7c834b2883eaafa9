/** Turns anything thrown into what may be sent: a stable code, its status, and a message with the next step. */
import { AuthError } from '@campusbite/auth'
import type { ErrorCode, FieldError } from '@campusbite/auth/contract'
import { TRPCError } from '@trpc/server'
import { ZodError } from 'zod'

/** A `Record` over the closed union: a new code cannot be forgotten here. */
const httpStatusOf = {
  BAD_INPUT: 400,
  BODY_NOT_JSON: 400,
  BODY_TOO_LARGE: 413,
  EMAIL_TAKEN: 409,
  FORBIDDEN: 403,
  INTERNAL: 500,
  INVALID_CREDENTIALS: 401,
  INVALID_REFRESH_TOKEN: 401,
  METHOD_NOT_ALLOWED: 405,
  NOT_FOUND: 404,
  NOT_SIGNED_IN: 401,
  ORIGIN_NOT_ALLOWED: 403,
  REFRESH_TOKEN_REQUIRED: 400,
  REFRESH_TOKEN_REUSED: 401,
  SESSION_ENDED: 401,
  SESSION_EXPIRED: 401,
  TOO_MANY_ATTEMPTS: 429,
  UNAVAILABLE: 503,
  WRONG_PASSWORD: 401,
} as const satisfies Record<ErrorCode, number>

/** Refusals after which a session's credentials are worthless. */
const over = new Set<ErrorCode>(['SESSION_ENDED', 'SESSION_EXPIRED', 'REFRESH_TOKEN_REUSED'])

export const saysSessionIsOver = (error: unknown): boolean => error instanceof AuthError && over.has(error.code)

export interface Explanation {
  code: ErrorCode
  message: string
  httpStatus: (typeof httpStatusOf)[ErrorCode]
  errors?: FieldError[]
  retryAfterSeconds?: number
}

export function explain(thrown: unknown): Explanation {
  const cause = thrown instanceof TRPCError && thrown.cause ? thrown.cause : thrown
  if (cause instanceof AuthError) {
    const { code, message, retryAfterSeconds } = cause
    const explanation = of(code, message)
    const errors = cause.errors ?? explanation.errors
    return {
      ...explanation,
      ...(errors ? { errors } : {}),
      ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    }
  }
  // Only input errors are wrapped in a BAD_REQUEST; an output that fails its schema is our fault, and INTERNAL.
  if (thrown instanceof TRPCError && thrown.code === 'BAD_REQUEST' && cause instanceof ZodError) return badInput(cause)
  if (thrown instanceof TRPCError && thrown.code === 'NOT_FOUND') return of('NOT_FOUND', 'There is no such procedure.')
  if (thrown instanceof TRPCError && thrown.code === 'METHOD_NOT_SUPPORTED') {
    return of('METHOD_NOT_ALLOWED', 'Use GET for queries and POST for mutations.')
  }
  return of('INTERNAL', 'Something went wrong on our side. Try again shortly.')
}

/** Which field is wrong, for errors that no schema reports; the whole body if not listed. */
const fieldOf: { [code in ErrorCode]?: string } = { REFRESH_TOKEN_REQUIRED: 'refreshToken' }

/** Every 400 says which field is wrong, whatever found it. */
function of(code: ErrorCode, message: string): Explanation {
  const httpStatus = httpStatusOf[code]
  const errors = [{ path: fieldOf[code] ?? '', message }]
  return { code, message, httpStatus, ...(httpStatus === 400 ? { errors } : {}) }
}

function badInput(error: ZodError): Explanation {
  const errors = error.issues.map((issue) => ({ path: issue.path.join('.'), message: messageOf(issue) }))
  const [first] = errors
  const message = first ? (first.path ? `${first.path}: ${first.message}` : first.message) : 'The input is not valid.'
  return { ...of('BAD_INPUT', message), errors }
}

/** The schemas have messages for their fields. For a missing body, zod would use its own. */
const messageOf = (issue: ZodError['issues'][number]): string =>
  issue.path.length === 0 && issue.code === 'invalid_type' ? 'The body must be an object.' : issue.message
