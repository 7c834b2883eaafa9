/**
 * What happens to sessions and accounts, as log lines in the terms of OWASP's logging vocabulary: one line for each session
 * that starts or ends. A `sid` is logged in full, for investigation: it is an identifier, not a credential.
 */
import type { AuthEvent, Tell } from '@campusbite/auth'
import type { Logger } from './log'

export function logEvents(log: Logger): Tell {
  return (event) => {
    const line = lineFor(event)
    if (line && log.isLevelEnabled(line.level)) log[line.level]({ event: line.name, ...line.facts }, line.name)
  }
}

interface Line {
  level: 'debug' | 'info' | 'warn'
  name: string
  facts?: object
}

function lineFor(event: AuthEvent): Line | null {
  switch (event.type) {
    case 'user-created':
      return { level: 'info', name: 'user_created', facts: { userId: event.userId } }
    case 'user-deleted':
      return { level: 'info', name: 'user_deleted', facts: { userId: event.userId } }
    case 'password-changed':
      return { level: 'info', name: 'authn_password_change', facts: { userId: event.userId } }
    case 'login-refused':
      return { level: 'info', name: 'authn_login_fail' }
    case 'session-started':
      return { level: 'info', name: 'session_created', facts: { sid: event.sid, userId: event.userId } }
    case 'session-renewed': {
      const { sid, userId, repeated } = event
      return { level: 'debug', name: 'session_renewed', facts: { sid, userId, repeated } }
    }
    case 'session-ended': {
      const { sid, userId, reason } = event
      // Whoever used the session's spent token may be a thief: the one ending that somebody should investigate.
      const reused = reason === 'reuse'
      const name = reused ? 'authn_token_reuse' : 'session_expired'
      return { level: reused ? 'warn' : 'info', name, facts: { sid, userId, reason } }
    }
    case 'access-refused':
      return event.why === 'ended'
        ? { level: 'info', name: 'session_use_after_expire', facts: { sid: event.sid } }
        : null
    case 'refresh-refused':
      return event.why === 'ended' ? { level: 'info', name: 'session_use_after_expire' } : null
    // Failed requests are logged with their id; counts are what the metrics are for.
    case 'refresh-failed':
    case 'ending-done':
    case 'ending-failed':
      return null
  }
}
