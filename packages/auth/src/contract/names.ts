/** Names that server and browser must agree on, without zod, so that the client stays small. */

/**
 * Every cookie of a session carries the session in its name. A late answer of one session, a refresh that sets or a logout
 * that deletes, can then never touch the cookies of the next one in the same browser.
 *
 * `access` and `refresh` are the HttpOnly credentials, set by the server alone. The other two are written by the client's
 * script and deleted by either side; they prove nothing:
 * - `sid`: this browser is in that session. Its disappearance tells every tab, offline too, that the session has ended.
 * - `tombstone`: that session was logged out here while its HttpOnly cookies could not be cleared. The server ends it on
 *   whatever request comes next.
 * Both have the sid as value.
 */
export type SessionCookie = 'access' | 'refresh' | 'sid' | 'tombstone'

/** The end of a `sid` that is random in a UUID version 7 (RFC 9562 §5.7). Not secret: it names, and proves nothing. */
export const cookieTag = (sid: string): string => sid.slice(-12)

/** Whether browsers take `Secure` cookies from this origin: over https, and over http on the local machine. */
export const takesSecure = ({ protocol, hostname }: { protocol?: string; hostname?: string }): boolean =>
  protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(`${hostname}`)

/**
 * `__Host-` binds a cookie to this host, path `/` and TLS (RFC 6265bis §4.1.3.2). Browsers demand `Secure` for it.
 */
const prefixed = (name: string, secure: boolean): string => (secure ? `__Host-${name}` : name)

/** @param tag `cookieTag(sid)`; empty: the prefix that all cookies of this kind share */
export const sessionCookieName = (kind: SessionCookie, tag: string, secure: boolean): string =>
  prefixed(`campusbite-${kind}-${tag}`, secure)

/**
 * How long the refresh cookie, and a tombstone for it, stay in a browser beyond the end of their session. It buys nothing by
 * then: the first page that is asked for finds by it whose session has expired, says so, and deletes it.
 */
export const afterlifeSeconds = 7 * 24 * 3600

/**
 * Why the login page is being shown. Deleted by that page, or after a minute. Script may read it, so that a page that is still
 * open says the same as the one that comes after it; only what a form leaves for the page it is answered with is HttpOnly.
 */
export const noticeCookieName = (secure: boolean): string => prefixed('campusbite-notice', secure)
export const noticeSeconds = 60

/**
 * `cookieTag` of the user whose session ended here without a logout. Only that user is taken back to where they were; anybody
 * else who logs in next starts at the menu.
 */
export const lastUserCookieName = (secure: boolean): string => prefixed('campusbite-last-user', secure)
export const lastUserSeconds = 3600

/** The BroadcastChannel on which tabs of one browser tell one another of a session that has ended. */
export const tabChannelName = 'campusbite'

/** Why a session is over, as its user is told. */
export const notices = [
  'logged-out',
  'logged-out-queued',
  'expired',
  'ended-elsewhere',
  'reused',
  'account-deleted',
] as const
export type Notice = (typeof notices)[number]

/** All that the login page may have to say. */
export type LoginNotice = Notice | 'account-created'
export const loginNotices: readonly LoginNotice[] = /* @__PURE__ */ (notices as readonly LoginNotice[]).concat(
  'account-created',
)

export const trpcPath = '/api/trpc'
export const logoutPath = '/api/auth/logout'
export const loginPage = '/login'
