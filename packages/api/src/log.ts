/** Structured logs, one JSON object per line. Callers pass no credentials; their usual field names are redacted all the same. */
import type { ErrorCode } from '@campusbite/auth/contract'
import { type DestinationStream, type Logger, pino } from 'pino'
import { explain } from './errors'

export type { Logger }

export const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

/** @param to where the lines go; default: standard output */
export function createLog(level: LogLevel = 'warn', to?: DestinationStream): Logger {
  const redact = ['*.authorization', '*.cookie', '*.password', '*.refreshToken', '*.accessToken', '*.logoutTicket']
  return to ? pino({ level, redact }, to) : pino({ level, redact })
}

/** Failures that monitoring should see, in the terms of OWASP's logging vocabulary. */
const vocabulary: { [code in ErrorCode]?: string } = {
  BAD_INPUT: 'input_validation_fail',
  FORBIDDEN: 'authz_fail',
  ORIGIN_NOT_ALLOWED: 'authz_fail',
  TOO_MANY_ATTEMPTS: 'excess_rate_limit_exceeded',
}

/**
 * Logs failures with the request's id, which the response has too. `route` is a route name of ours: the requested path could
 * contain a token that somebody pasted into the address bar.
 */
export function reporter(log: Logger, requestId: string) {
  return (thrown: unknown, route: string): void => {
    const { code, httpStatus } = explain(thrown)
    const event = vocabulary[code]
    if (event) log.info({ event, requestId, route, code }, event)
    if (httpStatus >= 500) log.error({ requestId, route, code, error: describe(thrown) }, 'request failed')
  }
}

/** Names and messages along the chain of causes; none of them contains a query's parameters. */
function describe(thrown: unknown): string[] {
  const chain: string[] = []
  for (let error = thrown; error instanceof Error && chain.length < 5; error = error.cause) {
    chain.push(`${error.name}: ${error.message.slice(0, 500)}`)
  }
  return chain
}
