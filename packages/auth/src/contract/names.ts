/**
 * Names that server and browser must agree on, without zod, so that the client stays small.
 *
 * The three readable cookies are written by the client's script and deleted by the server. None is a credential:
 * - `sid`: which session this browser is in. Its disappearance tells every tab, offline too, that the session has ended.
 * - `tombstone`: a session that was logged out here while its HttpOnly cookies could not be cleared. The server ends it
 *   on whatever request comes next.
 * - `notice`: why the login page is being shown; consumed when it is rendered.
 */
export const readableCookies = {
  sid: 'campusbite-sid',
  tombstone: 'campusbite-tombstone',
  notice: 'campusbite-notice',
} as const

/**
 * The HttpOnly cookies. Each session has its own names, ending in `cookieTag(sid)`: a late answer of one session, a refresh
 * that sets or a logout that deletes, can then never touch the cookies of the next one in the same browser.
 */
export const credentialCookies = { access: 'campusbite-access', refresh: 'campusbite-refresh' } as const

/** The end of a `sid` that is random in a UUID version 7 (RFC 9562 §5.7). Not secret: it names, and proves nothing. */
export const cookieTag = (sid: string): string => sid.slice(-12)

/**
 * `__Host-` binds a cookie to this host, path `/` and TLS (RFC 6265bis §4.1.3.2). Browsers demand `Secure` for it, which
 * they grant on https and on http://localhost, and nowhere else.
 */
export function cookieName(name: string, secure: boolean): string {
  return secure ? `__Host-${name}` : name
}

/** Why the login page is being shown. */
export const notices = [
  'logged-out',
  'logged-out-queued',
  'expired',
  'ended-elsewhere',
  'reused',
  'account-deleted',
] as const
export type Notice = (typeof notices)[number]

export const paths = { trpc: '/api/trpc', logout: '/api/auth/logout', login: '/login' } as const
