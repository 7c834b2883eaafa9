/** Structured logs, one JSON object a line. What could be a credential is never handed to it, and is redacted all the same. */
import { type Logger, pino } from 'pino'
import { explain } from './errors'

export type { Logger }

export function createLog(level: 'info' | 'warn' | 'silent' = 'warn'): Logger {
  return pino({
    level,
    redact: ['*.authorization', '*.cookie', '*.password', '*.refreshToken', '*.accessToken', '*.logoutTicket'],
  })
}

/** Reports failures of our own (5xx) with the request's id, which the answer carries too. */
export function reporter(log: Logger, requestId: string) {
  return (thrown: unknown, path: string): void => {
    const { code, httpStatus } = explain(thrown)
    if (httpStatus < 500) return
    log.error({ requestId, path, code, error: describe(thrown) }, 'request failed')
  }
}

/** Names and messages along the chain of causes; a query's parameters are in none of them. */
function describe(thrown: unknown): string[] {
  const chain: string[] = []
  for (let error = thrown; error instanceof Error && chain.length < 5; error = error.cause) {
    chain.push(`${error.name}: ${error.message.slice(0, 500)}`)
  }
  return chain
}
