/** What a procedure knows. A test can build one without a request; `http/` builds it from one. */
import type { AccessClaims, Auth } from '@campusbite/auth'
import type { ShopStore } from '@campusbite/db'
import type { CredentialCookies } from './cookies'
import { forgetSession } from './ending-of'
import { saysSessionIsOver } from './errors'
import type { LoginThrottle } from './login-throttle'
import type { Reply } from './reply'

/**
 * Where a request comes from. `own`: this site's pages, or no browser at all. `allowed`: another origin, which may act
 * with bearer tokens. `foreign`: any other page; no cookie counts and none is set.
 */
export type RequestOrigin = 'own' | 'allowed' | 'foreign'

export interface Credentials {
  /** Of `Authorization: Bearer`. */
  bearer: string | undefined
  /** Of the sessions this browser holds, the one it is in first; none unless the origin is our own. */
  cookies: CredentialCookies[]
  /** The request carries cookies of sessions that do not count, since its origin is not our own. */
  ignored: boolean
  /** Of sessions that this browser has logged out of while we could not end them. */
  undelivered: CredentialCookies[]
}

export interface Services {
  auth: Auth
  shop: ShopStore
  throttle: LoginThrottle
}

/** What a request tells of where it was sent from. */
export interface Sender {
  userAgent: string | null
  ipAddress: string | null
}

export interface RequestFacts {
  credentials: Credentials
  origin: RequestOrigin
  sender: Sender
  reply: Reply
  /** Tells the log of a failure. `route`: a name of ours, never what the request asked for. */
  report(thrown: unknown, route: string): void
  /** Who has been found to be asking. */
  identified?: AccessClaims | undefined
}

export interface Context extends Services, RequestFacts {
  /** Who is asking. @throws AuthError `NOT_SIGNED_IN`, `SESSION_ENDED`, `UNAVAILABLE` */
  identify(): Promise<AccessClaims>
}

export function createContext(services: Services, request: RequestFacts): Context {
  const asking = async () => {
    request.identified = await identify(services.auth, request)
    return request.identified
  }
  const { auth, shop, throttle } = services
  const { credentials, origin, sender, reply, report } = request
  return { auth, shop, throttle, credentials, origin, sender, reply, report, identify: asking }
}

async function identify(auth: Auth, { credentials, reply }: RequestFacts): Promise<AccessClaims> {
  if (credentials.bearer !== undefined) return auth.authenticate(credentials.bearer)
  const [session] = credentials.cookies
  try {
    return await auth.authenticate(session?.access)
  } catch (error) {
    // The names are that session's own: deleting them, however late, cannot log out the next one.
    if (session && saysSessionIsOver(error)) await forgetSession(auth, session, reply)
    throw error
  }
}
