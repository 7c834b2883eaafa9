/**
 * Every cookie's name and attributes, from one table used for both setting and deleting: browsers ignore a deletion that differs
 * from the setting in one attribute (RFC 6265bis §5.6).
 */
import type { TokenPair } from '@campusbite/auth'
import {
  afterlifeSeconds,
  cookieTag,
  type LoginNotice,
  lastUserCookieName,
  lastUserSeconds,
  loginNotices,
  noticeCookieName,
  noticeSeconds,
  type SessionCookie,
  sessionCookieName,
} from '@campusbite/auth/contract'
import { parseCookie, stringifySetCookie } from 'cookie'

/** The HttpOnly cookies of one session, as sent in a request. */
export interface CredentialCookies {
  tag: string
  access?: string
  refresh?: string
}

const attributes = (secure: boolean) => ({ path: '/', httpOnly: true, secure, sameSite: 'lax' }) as const

export function setSession(tokens: TokenPair, secure: boolean, now: Date): string[] {
  const tag = cookieTag(tokens.sid)
  const sessionSeconds = Math.max(0, Math.floor((tokens.sessionExpiresAt.getTime() - now.getTime()) / 1000))
  const set = (kind: 'access' | 'refresh', value: string, maxAge: number) =>
    stringifySetCookie(sessionCookieName(kind, tag, secure), value, { ...attributes(secure), maxAge })
  return [
    set('access', tokens.accessToken, tokens.expiresIn),
    set('refresh', tokens.refreshToken, sessionSeconds + afterlifeSeconds),
  ]
}

/** Everything after the name, built once: a logout deletes four cookies. */
const deletionOf = (secure: boolean): string =>
  stringifySetCookie('x', '', { ...attributes(secure), maxAge: 0, expires: new Date(0) }).slice(1)
const deletions = { secure: deletionOf(true), plain: deletionOf(false) }
const deletion = (secure: boolean): string => (secure ? deletions.secure : deletions.plain)

const forget = (name: string, secure: boolean): string => `${name}${deletion(secure)}`

const kinds = ['access', 'refresh', 'sid', 'tombstone'] as const
const beginnings = (secure: boolean) => kinds.map((kind) => sessionCookieName(kind, '', secure))
const sessionBeginnings = { secure: beginnings(true), plain: beginnings(false) }

/** Deletes every cookie of one session, including those that the client's script wrote. */
export function clearSession(tag: string, secure: boolean): string[] {
  const end = `${tag}${deletion(secure)}`
  return (secure ? sessionBeginnings.secure : sessionBeginnings.plain).map((beginning) => `${beginning}${end}`)
}

/**
 * Readable and writable by the page's script: neither cookie is a credential, and an open page that finds its session gone must
 * be able to find the reason.
 */
const readable = (secure: boolean) => ({ ...attributes(secure), httpOnly: false })

export const clearNotice = (secure: boolean): string => forget(noticeCookieName(secure), secure)

export const setNotice = (notice: LoginNotice, secure: boolean, maxAge = noticeSeconds): string =>
  stringifySetCookie(noticeCookieName(secure), notice, { ...readable(secure), maxAge })

/**
 * The notice that a form post leaves for the page it redirects to: only the server reads it, with the next request. If that
 * request never comes, it must expire soon, since no script can overwrite it.
 */
export const setFormNotice = (notice: LoginNotice, secure: boolean): string =>
  stringifySetCookie(noticeCookieName(secure), notice, { ...attributes(secure), maxAge: 10 })

export const clearLastUser = (secure: boolean): string => forget(lastUserCookieName(secure), secure)

export const setLastUser = (userId: string, secure: boolean): string =>
  stringifySetCookie(lastUserCookieName(secure), cookieTag(userId), { ...readable(secure), maxAge: lastUserSeconds })

export interface RequestCookies {
  /**
   * One entry per session whose credentials the browser holds, its current one first. A tag has several entries if a cookie was
   * sent more than once, which is possible without a prefix that binds it to this host and path.
   */
  sessions: CredentialCookies[]
  /** `sid` of each session that was logged out in this browser, perhaps without reaching us. */
  tombstones: string[]
  notice: LoginNotice | undefined
  /** `cookieTag` of the user whose session ended here without a logout. */
  lastUser: string | undefined
}

/**
 * A browser holds one session, two after a late response, a few after concurrent logins; request headers have no room for many
 * more.
 */
const mostSessions = 16

/** If `__Host-` is available, only prefixed cookies count: any other could come from a sibling subdomain. */
export function readCookies(header: string | undefined, secure: boolean): RequestCookies {
  if (!header) return { sessions: [], tombstones: [], notice: undefined, lastUser: undefined }
  // Parsed one by one: parsing them together would drop the second of two with the same name.
  const jar = header.split(';').flatMap((pair) => Object.entries(parseCookie(pair)))
  const valueIn = (wanted: string) => jar.find(([name]) => name === wanted)?.[1]
  const tagged = (kind: SessionCookie) => {
    const prefix = sessionCookieName(kind, '', secure)
    return jar.flatMap(([name, value]): [tag: string, value: string][] => {
      const tag = name.startsWith(prefix) ? name.slice(prefix.length) : ''
      return value && /^[0-9a-f]{12}$/.test(tag) ? [[tag, value]] : []
    })
  }
  const sessions: CredentialCookies[] = tagged('access').map(([tag, access]) => ({ tag, access }))
  for (const [tag, refresh] of tagged('refresh')) {
    const same = sessions.find((one) => one.tag === tag && one.refresh === undefined)
    if (same) same.refresh = refresh
    else sessions.push({ tag, refresh })
  }
  const marked = new Set(tagged('sid').map(([tag]) => tag))
  // Browsers send older cookies first (RFC 6265bis §5.8.3).
  const newestFirst = sessions.reverse()
  return {
    sessions: newestFirst.sort((a, b) => Number(marked.has(b.tag)) - Number(marked.has(a.tag))).slice(0, mostSessions),
    // A tombstone whose name and value disagree is not ours, and its value must not become a cookie name.
    tombstones: tagged('tombstone')
      .flatMap(([tag, sid]) => (cookieTag(sid) === tag ? [sid] : []))
      .slice(0, mostSessions),
    notice: loginNotices.find((notice) => notice === valueIn(noticeCookieName(secure))),
    lastUser: valueIn(lastUserCookieName(secure)) || undefined,
  }
}
