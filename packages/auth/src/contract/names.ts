/** Names that server and browser must agree on, without zod, to keep the client small. */

/**
 * Every session cookie has the session in its name. A late response of one session, whether a refresh that sets cookies or a
 * logout that deletes them, can then never touch the cookies of the next session in the same browser.
 *
 * `access` and `refresh` are the HttpOnly credentials, set only by the server. The other two are written by the client's script
 * and deleted by either side; they are not credentials:
 * - `sid`: this browser is in that session. Its disappearance tells every tab, even offline, that the session has ended.
 * - `tombstone`: that session was logged out here while its HttpOnly cookies could not be cleared. The server ends it with the
 *   next request of any kind.
 * Both have the sid as their value.
 */
export type SessionCookie = 'access' | 'refresh' | 'sid' | 'tombstone'

/** The last characters of a `sid`, random in a UUID version 7 (RFC 9562 §5.7). An identifier, not a secret. */
export const cookieTag = (sid: string): string => sid.slice(-12)

/** Whether browsers accept `Secure` cookies from this origin: over https, and over http on the local machine. */
export const takesSecure = ({ protocol, hostname }: { protocol?: string; hostname?: string }): boolean =>
  protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(`${hostname}`)

/**
 * `__Host-` binds a cookie to this host, path `/` and TLS (RFC 6265bis §4.1.3.2). Browsers demand `Secure` for it.
 */
const prefixed = (name: string, secure: boolean): string => (secure ? `__Host-${name}` : name)

/** @param tag `cookieTag(sid)`; empty for the prefix that all cookies of this kind share */
export const sessionCookieName = (kind: SessionCookie, tag: string, secure: boolean): string =>
  prefixed(`campusbite-${kind}-${tag}`, secure)

/**
 * How long the refresh cookie, and a tombstone for it, outlive their session in a browser. The cookie cannot be exchanged for
 * tokens any more: it tells the next page whose session has expired; that page says so, and deletes it.
 */
export const afterlifeSeconds = 7 * 24 * 3600

/**
 * Why the login page is shown. Deleted by that page, or after a minute. Readable by script, so that a page that is still open
 * shows the same reason as the next one; HttpOnly only when a form post leaves it for the page it redirects to.
 */
export const noticeCookieName = (secure: boolean): string => prefixed('campusbite-notice', secure)
export const noticeSeconds = 60

/**
 * `cookieTag` of the user whose session ended here without a logout. Only that user is taken back to where they were; anyone
 * else who logs in next starts at the menu.
 */
export const lastUserCookieName = (secure: boolean): string => prefixed('campusbite-last-user', secure)
export const lastUserSeconds = 3600

/** The BroadcastChannel on which the tabs of a browser tell each other that a session has ended. */
export const tabChannelName = 'campusbite'

/** The reasons for a session's end that its user is told. */
export const notices = [
  'logged-out',
  'logged-out-queued',
  'expired',
  'ended-elsewhere',
  'reused',
  'account-deleted',
] as const
export type Notice = (typeof notices)[number]

/** Everything that the login page may have to say. */
export type LoginNotice = Notice | 'account-created'
export const loginNotices: readonly LoginNotice[] = /* @__PURE__ */ (notices as readonly LoginNotice[]).concat(
  'account-created',
)

export const trpcPath = '/api/trpc'
export const logoutPath = '/api/auth/logout'
export const loginPage = '/login'
