/** The rules, bound to their dependencies. This is all that the API knows of them. */
import { randomBytes } from 'node:crypto'
import { uuidv7 } from 'uuidv7'
import type { AccessClaims } from './access-token'
import * as account from './account'
import { authenticate } from './authenticate'
import type { AuthDeps, Device } from './deps'
import { endByLogout, endSessions, type LogoutNames, sessionNamedBy } from './end-session'
import type { AuthError } from './errors'
import { LastUses } from './last-uses'
import * as operator from './operator'
import { argon2id } from './password'
import { rotate } from './rotate'
import { liveSessions, sessionOfRefreshToken } from './session-of'
import { sessionOver, whyEnded } from './session-over'
import type { Ending } from './session-store'
import { VerifiedTokens } from './verified-tokens'

type Given = 'now' | 'randomBytes' | 'newSid' | 'passwords' | 'tell' | 'lastUses' | 'verifiedTokens'

export type Auth = ReturnType<typeof createAuth>

/**
 * @param given the stores, keys and policy; clock, random source, password hasher and listener default to the real ones
 * @returns the rules as functions. Those that refuse throw an AuthError, see each module.
 */
export function createAuth(given: Omit<AuthDeps, Given> & Partial<Pick<AuthDeps, Given>>) {
  const deps: AuthDeps = {
    now: () => new Date(),
    randomBytes,
    newSid: uuidv7,
    passwords: argon2id(),
    tell: () => {},
    lastUses: new LastUses(),
    verifiedTokens: new VerifiedTokens(),
    ...given,
  }
  const byUser = (userId: string) => `user:${userId}`
  return {
    jwks: () => ({ keys: deps.keys.access.map((key) => key.jwk) }),
    register: (input: { name: string; email: string; password: string }) => account.register(deps, input),
    login: (input: { email: string; password: string }, device: Device) => account.login(deps, input, device),
    refresh: (refreshToken: string) => rotate(deps, refreshToken),
    sessionNamedBy: (names: LogoutNames) => sessionNamedBy(deps, names),
    endByLogout: (session: { sid: string; userId: string }) => endByLogout(deps, session),
    sessionOfRefreshToken: (token: string) => sessionOfRefreshToken(deps, token),
    authenticate: (accessToken: string | undefined) => authenticate(deps, accessToken),
    /** True while this process would know if this session had ended, because it is notified of each ending at once. */
    knowsEnding: (sid: string) => deps.revocations.isCurrent(deps.now(), sid),
    /** True while this process learns of endings soon, though it may have to ask before it trusts a session. */
    followsEndings: () => deps.revocations.isFollowed(deps.now()),
    hasEnded: (sid: string) => deps.revocations.has(sid),
    /** Calls the listener once, with the message for the user, as soon as this process knows that the session has ended. */
    onEnded: (sid: string, listener: (over: AuthError) => void) =>
      deps.revocations.onEnded(sid, () => listener(sessionOver(deps.revocations.whyEnded(sid)))),
    whyEnded: (sid: string) => whyEnded(deps, sid),
    /** Writes when sessions were last used. If it rejects, nothing is lost, and it can be retried. */
    async writeLastUses(): Promise<void> {
      const uses = deps.lastUses.take()
      if (uses.length === 0) return
      try {
        await deps.sessions.used(uses)
      } catch (error) {
        deps.lastUses.giveBack(uses)
        throw error
      }
    },
    me: (caller: Pick<AccessClaims, 'userId'>) => account.me(deps, caller),
    changePassword: (caller: AccessClaims, input: { currentPassword: string; newPassword: string }) =>
      account.changePassword(deps, caller, input),
    deleteAccount: (caller: AccessClaims, password: string) => account.deleteAccount(deps, caller, password),
    listSessions: (userId: string) => liveSessions(deps, userId),
    /** A browser that logs in again leaves its previous session (ASVS 7.2.4). */
    replaceSession: (session: { sid: string; userId: string }) =>
      endSessions(deps, { which: session, reason: 'replaced', endedBy: byUser(session.userId) }),
    /** Ends one of the caller's own sessions; silently ignores one that has ended or is somebody else's. */
    endSession: (caller: AccessClaims, sid: string) =>
      endSessions(deps, {
        which: { sid, userId: caller.userId },
        reason: 'ended-by-user',
        endedBy: byUser(caller.userId),
      }),
    endOthers: ({ userId, sid }: AccessClaims) =>
      endSessions(deps, { which: { userId, except: sid }, reason: 'logout-others', endedBy: byUser(userId) }),
    endEverywhere: ({ userId }: AccessClaims) =>
      endSessions(deps, { which: { userId }, reason: 'logout-everywhere', endedBy: byUser(userId) }),
    operator: {
      userByEmail: (email: string) => operator.userByEmail(deps, email),
      end: (which: Ending['which'], by: string) => operator.endByOperator(deps, which, by),
      disable: (userId: string, by: string) => operator.disableByOperator(deps, userId, by),
      endedSince: (cursor: string) => deps.sessions.endedSince(cursor, deps.now()),
      endExpired: () => operator.endExpired(deps),
    },
  }
}
