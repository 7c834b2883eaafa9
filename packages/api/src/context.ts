/** What a procedure knows about its caller. A test can build one without a request; `http/` builds it from one. */
import type { AccessClaims, Auth } from '@campusbite/auth'
import type { ShopStore } from '@campusbite/db'
import type { CredentialCookies } from './cookies'
import { forgetSession } from './ending-of'
import { saysSessionIsOver } from './errors'
import type { LoginThrottle } from './login-throttle'
import type { Reply } from './reply'

/**
 * Where a request comes from. `own`: this site's pages, or not a browser. `allowed`: another origin that may use bearer tokens.
 * `foreign`: any other page; cookies are ignored and none are set.
 */
export type RequestOrigin = 'own' | 'allowed' | 'foreign'

export interface Credentials {
  /** From `Authorization: Bearer`. */
  bearer: string | undefined
  /** For each session this browser holds, its current one first; empty unless the origin is our own. */
  cookies: CredentialCookies[]
  /** The request has session cookies that are ignored, since its origin is not our own. */
  ignored: boolean
  /** For sessions that this browser has logged out while we could not end them. */
  undelivered: CredentialCookies[]
}

export interface Services {
  auth: Auth
  shop: ShopStore
  throttle: LoginThrottle
}

/** What a request says about its sender. */
export interface Sender {
  userAgent: string | null
  ipAddress: string | null
}

export interface RequestFacts {
  credentials: Credentials
  origin: RequestOrigin
  sender: Sender
  reply: Reply
  /** Logs a failure. `route`: a route name of ours, never the requested path. */
  report(thrown: unknown, route: string): void
  /** The authenticated caller, once known. */
  identified?: AccessClaims | undefined
}

export interface Context extends Services, RequestFacts {
  /** Authenticates the caller. @throws AuthError `NOT_SIGNED_IN`, `SESSION_ENDED`, `UNAVAILABLE` */
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
    // The cookie names are this session's own: deleting them, however late, cannot log out the next one.
    if (session && saysSessionIsOver(error)) await forgetSession(auth, session, reply)
    throw error
  }
}
