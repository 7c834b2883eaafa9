/**
 * What pages need from the API: the current user, and the procedures as functions. A page is shown while its session is alive,
 * even if the access token has expired: the rotation is left to the client, which can retry it; a rotation here would be lost
 * with a response that never arrives.
 */
import type { AccessClaims } from '@campusbite/auth'
import { AuthError } from '@campusbite/auth'
import { cookieTag, noticeCookieName, type User } from '@campusbite/auth/contract'
import type { TRPCError } from '@trpc/server'
import { createContext, type RequestFacts } from './context'
import { readCookies } from './cookies'
import type { ApiDeps } from './create-api'
import { endingOf } from './ending-of'
import { honourTombstones } from './http/honour-tombstones'
import { placeOf } from './http/origin-check'
import { reporter } from './log'
import { Reply } from './reply'
import { appRouter } from './router'
import { createCallerFactory } from './trpc'

/** The parts of a page request that identify the user. */
export interface PageRequest {
  cookie: string | undefined
  host: string | undefined
}

/** The user a page is rendered for. */
export interface Viewer {
  user: User
  sid: string
}

export interface Admission {
  /** Null for a visitor who is signed out. */
  session: AccessClaims | null
  /** The request's `Cookie` without credentials that no longer count, so that pages see only valid ones. */
  cookie: string | undefined
  /** Values for `Set-Cookie`: deletions of dead or consumed cookies, and the reason. */
  setCookies: string[]
  /** Another user was here last, and their session ended without a logout: where they were is none of this user's business. */
  another: boolean
}

export interface ServerRuntime {
  /**
   * Before anything is rendered: honours tombstones, finds the session, deletes dead cookies and notes the reason.
   * @param options.atLogin this response will be the login page
   */
  admit(request: PageRequest, options?: { atLogin?: boolean }): Promise<Admission>
  /** Null for a visitor who is signed out. @throws if the database cannot tell */
  viewer(request: PageRequest): Promise<Viewer | null>
  /** The procedures, called as the request's user. @throws TRPCError, whose `cause` is the AuthError */
  caller(request: PageRequest): ReturnType<typeof createCaller>
  /** Logs why a page failed. @param route a route name of ours, never the requested address */
  report(thrown: unknown, route: string): void
}

const createCaller = createCallerFactory(appRouter)

export function createServerRuntime(deps: ApiDeps): ServerRuntime {
  const report = reporter(deps.log, 'page')
  const secureFor = (host: string | undefined) => placeOf(deps.site, host).secure
  const sessionOf = async ({ cookie, host }: PageRequest): Promise<AccessClaims | null> => {
    const [credentials] = readCookies(cookie, secureFor(host)).sessions
    if (!credentials) return null
    return (
      (await byAccess(credentials.access)) ??
      (credentials.refresh ? deps.auth.sessionOfRefreshToken(credentials.refresh) : null)
    )
  }
  const byAccess = async (token: string | undefined): Promise<AccessClaims | null> => {
    try {
      return token === undefined ? null : await deps.auth.authenticate(token)
    } catch (error) {
      if (error instanceof AuthError && error.code !== 'UNAVAILABLE') return null
      throw error
    }
  }

  return {
    async admit(request, { atLogin = false } = {}) {
      const secure = secureFor(request.host)
      const reply = new Reply(secure, deps.auth.hasEnded)
      const cookies = readCookies(request.cookie, secure)
      const { cookies: left } = await honourTombstones(deps.auth, cookies, reply)
      let kept = withoutSessions(
        request.cookie,
        cookies.sessions.filter((one) => !left.includes(one)).map(({ tag }) => tag),
      )
      const session = await sessionOf({ ...request, cookie: kept })
      const [credentials] = left
      if (!session && credentials) {
        reply.clearSession(credentials.tag)
        kept = withoutSessions(kept, [credentials.tag])
        const over = await endingOf(deps.auth, credentials)
        if (over?.withoutLogout) reply.setLastUser(over.userId)
        // The page that was open then may have set the notice already, and knows better what was done there.
        const notice = cookies.notice ? null : over?.notice
        if (notice && !atLogin) reply.setNotice(notice)
        if (notice && atLogin) kept = [kept, `${noticeCookieName(secure)}=${notice}`].filter(Boolean).join('; ')
      }
      if (atLogin && cookies.notice) reply.consumeNotice(cookies.notice)
      if (atLogin && session && cookies.lastUser) reply.clearLastUser()
      const another = session !== null && !!cookies.lastUser && cookies.lastUser !== cookieTag(session.userId)
      return { session, cookie: kept, setCookies: reply.setCookies, another }
    },

    async viewer(request) {
      const session = await sessionOf(request)
      if (!session) return null
      try {
        return { user: await deps.auth.me(session), sid: session.sid }
      } catch (error) {
        if (error instanceof AuthError && error.code === 'SESSION_ENDED') return null
        report(error, 'viewer')
        throw error
      }
    },

    caller(request) {
      const facts: RequestFacts = {
        credentials: {
          bearer: undefined,
          cookies: readCookies(request.cookie, secureFor(request.host)).sessions,
          ignored: false,
          undelivered: [],
        },
        origin: 'own',
        sender: { userAgent: null, ipAddress: null },
        reply: new Reply(secureFor(request.host), deps.auth.hasEnded),
        report,
      }
      const identify = async () => {
        const session = await sessionOf(request)
        if (!session) throw new AuthError('NOT_SIGNED_IN', 'Log in to continue.')
        return session
      }
      // Logged here with its cause: the page gets only the message, and could not log more than that.
      const onError = ({ error, path = 'unknown' }: { error: TRPCError; path: string | undefined }) =>
        report(error, path)
      return createCaller({ ...createContext(deps, facts), identify }, { onError })
    },

    report,
  }
}

/** Removes the cookies of the tagged sessions from a `Cookie` header (RFC 6265 §4.2.1). */
function withoutSessions(header: string | undefined, tags: string[]): string | undefined {
  if (header === undefined || tags.length === 0) return header
  return header
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => !tags.some((tag) => pair.slice(0, pair.indexOf('=')).endsWith(`-${tag}`)))
    .join('; ')
}
