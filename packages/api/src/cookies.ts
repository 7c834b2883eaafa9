/**
 * Every cookie's name and attributes, from one table that setting and deleting both read: a deletion that differs in one
 * attribute from the setting is ignored by browsers (RFC 6265bis §5.6).
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

/** The HttpOnly cookies of one session, as a request carried them. */
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

/** All that follows the name, made once: a logout deletes four. */
const deletionOf = (secure: boolean): string =>
  stringifySetCookie('x', '', { ...attributes(secure), maxAge: 0, expires: new Date(0) }).slice(1)
const deletions = { secure: deletionOf(true), plain: deletionOf(false) }
const deletion = (secure: boolean): string => (secure ? deletions.secure : deletions.plain)

const forget = (name: string, secure: boolean): string => `${name}${deletion(secure)}`

const kinds = ['access', 'refresh', 'sid', 'tombstone'] as const
const beginnings = (secure: boolean) => kinds.map((kind) => sessionCookieName(kind, '', secure))
const sessionBeginnings = { secure: beginnings(true), plain: beginnings(false) }

/** Deletes every cookie of one session, those that the client's script wrote included. */
export function clearSession(tag: string, secure: boolean): string[] {
  const end = `${tag}${deletion(secure)}`
  return (secure ? sessionBeginnings.secure : sessionBeginnings.plain).map((beginning) => `${beginning}${end}`)
}

/**
 * For the page's script as well, which writes them too: neither is a credential, and an open page that finds its session gone
 * must find beside it why.
 */
const readable = (secure: boolean) => ({ ...attributes(secure), httpOnly: false })

export const clearNotice = (secure: boolean): string => forget(noticeCookieName(secure), secure)

export const setNotice = (notice: LoginNotice, secure: boolean, maxAge = noticeSeconds): string =>
  stringifySetCookie(noticeCookieName(secure), notice, { ...readable(secure), maxAge })

/**
 * What a form leaves for the page that it is answered with: the server reads it in the next request, and nobody else needs to.
 * Where that request never comes it must be gone soon, since no script can write its own word over it.
 */
export const setFormNotice = (notice: LoginNotice, secure: boolean): string =>
  stringifySetCookie(noticeCookieName(secure), notice, { ...attributes(secure), maxAge: 10 })

export const clearLastUser = (secure: boolean): string => forget(lastUserCookieName(secure), secure)

export const setLastUser = (userId: string, secure: boolean): string =>
  stringifySetCookie(lastUserCookieName(secure), cookieTag(userId), { ...readable(secure), maxAge: lastUserSeconds })

export interface RequestCookies {
  /**
   * One entry for each session whose credentials the browser holds; the one it is in comes first. Several with one tag where
   * a cookie came more than once, as it can where no prefix binds it to this host and path.
   */
  sessions: CredentialCookies[]
  /** `sid` of each session that was logged out in this browser, perhaps without reaching us. */
  tombstones: string[]
  notice: LoginNotice | undefined
  /** `cookieTag` of the user whose session ended here without a logout. */
  lastUser: string | undefined
}

/**
 * A browser holds one session, two after a late answer, a few after logins at once; a request's headers have no room for
 * many more.
 */
const mostSessions = 16

/** Where `__Host-` is available nothing else is believed: a cookie without it could come from a neighbouring subdomain. */
export function readCookies(header: string | undefined, secure: boolean): RequestCookies {
  if (!header) return { sessions: [], tombstones: [], notice: undefined, lastUser: undefined }
  // Each pair by itself: of two with one name, parsed together, the second would be lost.
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
  // Browsers send the older cookie first (RFC 6265bis §5.8.3), so of two the later is the newer.
  const newestFirst = sessions.reverse()
  return {
    sessions: newestFirst.sort((a, b) => Number(marked.has(b.tag)) - Number(marked.has(a.tag))).slice(0, mostSessions),
    // One whose name and value disagree was not written by us, and its value must not become the name of a cookie.
    tombstones: tagged('tombstone')
      .flatMap(([tag, sid]) => (cookieTag(sid) === tag ? [sid] : []))
      .slice(0, mostSessions),
    notice: loginNotices.find((notice) => notice === valueIn(noticeCookieName(secure))),
    lastUser: valueIn(lastUserCookieName(secure)) || undefined,
  }
}
