/** What users are told when their session is over: the reason, with its own error code if they should act on it. */
import type { ErrorCode } from './contract/index'
import type { AuthDeps } from './deps'
import { AuthError } from './errors'
import { isAlive } from './session-of'
import type { EndReason } from './session-store'

const told: { [reason in EndReason]?: [ErrorCode, string] } = {
  expired: ['SESSION_EXPIRED', 'Your session has expired. Log in again.'],
  reuse: [
    'REFRESH_TOKEN_REUSED',
    'This session was ended because an old copy of its refresh token was used. Log in again.',
  ],
}

export function sessionOver(reason: EndReason | null | undefined): AuthError {
  const [code, message] = (reason && told[reason]) ?? ['SESSION_ENDED', 'This session has ended. Log in again.']
  return new AuthError(code, message)
}

/** Null for a live session, and if the reason cannot be found: that must not hide that the session is over. */
export async function whyEnded(deps: AuthDeps, sid: string): Promise<EndReason | null> {
  const known = deps.revocations.whyEnded(sid)
  if (known) return known
  try {
    const recorded = await deps.sessions.whyEnded(sid)
    if (recorded) return recorded
    const session = await deps.sessions.find(sid)
    return session && !isAlive(session, deps.policy, deps.now()) ? 'expired' : null
  } catch {
    return null
  }
}
