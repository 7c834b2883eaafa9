/** What an operator may do: end one session, one user's or all; disable a user. Each record says who ordered it. */
import type { AuthDeps } from './deps'
import { carryOut, endSessions } from './end-session'
import { AuthError } from './errors'
import type { Ending } from './session-store'
import type { StoredUser } from './user-store'

/** @param operator who gave the order: a user id, or `cli` */
export async function endByOperator(
  deps: AuthDeps,
  which: Ending['which'],
  operator: string,
): Promise<{ ended: number }> {
  const ended = await endSessions(deps, { which, reason: 'operator', endedBy: `operator:${operator}` })
  return { ended: ended.length }
}

/** A disabled user cannot log in; their sessions end in the same transaction. */
export async function disableByOperator(deps: AuthDeps, userId: string, operator: string): Promise<{ ended: number }> {
  const ended = await carryOut(deps, 'account-disabled', () =>
    deps.users.disableUser(userId, `operator:${operator}`, deps.now()),
  )
  return { ended: ended.length }
}

/** @throws AuthError `NOT_FOUND` */
export async function userByEmail(deps: AuthDeps, email: string): Promise<StoredUser> {
  const user = await deps.users.findByEmail(email.trim().toLowerCase())
  if (!user) throw new AuthError('NOT_FOUND', `There is no user with the email address ${email}.`)
  return user
}

/**
 * Ends some of the sessions that have passed their absolute or idle limit, so that each ending is recorded. A scheduled job calls
 * it until `ended` is 0.
 */
export async function endExpired(deps: AuthDeps): Promise<{ ended: number }> {
  const now = deps.now()
  const which = { expiredBefore: now, idleBefore: new Date(now.getTime() - deps.policy.idleSeconds * 1000) }
  const ended = await endSessions(deps, { which, reason: 'expired', endedBy: 'system' })
  return { ended: ended.length }
}
