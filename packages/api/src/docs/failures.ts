/** Which failures an operation can return, and how each looks over REST. For the reasons, see docs/errors.md. */
import { AuthError } from '@campusbite/auth'
import type { ErrorCode } from '@campusbite/auth/contract'
import { TRPCError } from '@trpc/server'
import { explain } from '../errors'
import { procedureFacts } from '../procedures'
import type { RestRoute } from '../rest/routes'
import { operations } from './operations'

/** A `Record` over the closed union: a new code cannot be forgotten here. */
const messages: Record<ErrorCode, string> = {
  BAD_INPUT: 'The input is not valid.',
  BODY_NOT_JSON: 'The body must be JSON.',
  BODY_TOO_LARGE: 'The body is larger than 16384 bytes.',
  EMAIL_TAKEN: 'An account with this email address already exists. Log in instead.',
  FORBIDDEN: 'Only an operator may do this.',
  INTERNAL: 'Something went wrong on our side. Try again shortly.',
  INVALID_CREDENTIALS: 'Invalid email or password.',
  INVALID_REFRESH_TOKEN: 'Invalid refresh token. Log in again.',
  METHOD_NOT_ALLOWED: 'Use POST.',
  NOT_FOUND: 'There is nothing at /api/nothing. See /docs.',
  NOT_SIGNED_IN: 'Log in to continue.',
  ORIGIN_NOT_ALLOWED: 'This page is not allowed to make requests for you.',
  REFRESH_TOKEN_REQUIRED: 'Refresh token is required.',
  REFRESH_TOKEN_REUSED: 'This session was ended because an old copy of its refresh token was used. Log in again.',
  SESSION_ENDED: 'This session has ended. Log in again.',
  SESSION_EXPIRED: 'Your session has expired. Log in again.',
  TOO_MANY_ATTEMPTS: 'Too many attempts. Try again in 900 seconds.',
  UNAVAILABLE: 'The service cannot check your session at the moment. Try again shortly.',
  WRONG_PASSWORD: 'That is not your current password.',
}

export interface Failure {
  code: ErrorCode
  status: number
  body: { success: false; message: string; errors?: { path: string; message: string }[] }
}

/** Sorted by status, for readers. */
export function failuresOf(route: RestRoute): Failure[] {
  const { access = 'anybody', errors = [] } = operations[route.procedure] ?? {}
  const codes = new Set<ErrorCode>([...errors, 'INTERNAL', 'UNAVAILABLE'])
  const add = (...more: ErrorCode[]) => {
    for (const code of more) codes.add(code)
  }
  if (route.method !== 'GET') add('BODY_NOT_JSON', 'BODY_TOO_LARGE', 'ORIGIN_NOT_ALLOWED')
  if ((procedureFacts(route.procedure)?.inputs ?? []).length > 0) add('BAD_INPUT')
  if (access !== 'anybody') add('NOT_SIGNED_IN', 'SESSION_ENDED', 'SESSION_EXPIRED', 'REFRESH_TOKEN_REUSED')
  if (access === 'operator') add('FORBIDDEN')
  return [...codes]
    .map((code) => failure(code === 'BAD_INPUT' ? badInput(route) : new AuthError(code, messages[code])))
    .sort((one, other) => one.status - other.status || (one.code < other.code ? -1 : 1))
}

function failure(thrown: Error): Failure {
  const { code, httpStatus, message, errors } = explain(thrown)
  return { code, status: httpStatus, body: { success: false, message, ...(errors ? { errors } : {}) } }
}

/** The schema's own message for invalid input. */
function badInput(route: RestRoute): Error {
  const [schema] = procedureFacts(route.procedure)?.inputs ?? []
  return new TRPCError({ code: 'BAD_REQUEST', cause: schema?.safeParse(wrongInput(route)).error })
}

/** Path and query parameters are always text; body fields may have the wrong type. */
export function wrongInput({ method, path, procedure }: RestRoute): unknown {
  if (path.includes('{id}')) return []
  if (method === 'GET') return { since: 'x' }
  return Object.fromEntries(Object.keys(operations[procedure]?.input ?? {}).map((name) => [name, 1]))
}
