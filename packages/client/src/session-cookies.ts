/**
 * The readable cookies of a session, none of them a credential. `sid`: this browser is in that session; every tab sees it at
 * once and offline, and the server or any tab can remove it. `tombstone`: the session was logged out here while its HttpOnly
 * cookies could not be cleared; the server ends it with the next request of any kind, even after a crash.
 */
import { cookieTag, sessionCookieName } from '@campusbite/auth/contract'
import { inBrowser } from './browser'
import { cookies, deleteCookie, secure, writeCookie } from './cookies'

type Kind = 'sid' | 'tombstone'

const nameOf = (kind: Kind, sid: string) => sessionCookieName(kind, cookieTag(sid), secure())
const all = (kind: Kind) => cookies(sessionCookieName(kind, '', secure()))

function has(kind: Kind, sid: string): boolean {
  return all(kind).some(([, value]) => value === sid)
}

function remove(kind: Kind, sid: string): void {
  if (has(kind, sid)) deleteCookie(nameOf(kind, sid))
}

export const sidCookie = {
  /** The session this browser is in. */
  read: (): string | undefined => all('sid').at(-1)?.[1],
  /** A browser is in one session at a time: tabs of another one find theirs gone. */
  write(sid: string, maxAgeSeconds: number): void {
    for (const [name, value] of all('sid')) if (value !== sid) deleteCookie(name)
    writeCookie(nameOf('sid', sid), sid, maxAgeSeconds)
  },
  remove: (sid: string): void => remove('sid', sid),
}

export const tombstone = {
  has: (sid: string): boolean => has('tombstone', sid),
  /** @throws Error if the browser refused it */
  add(sid: string, maxAgeSeconds: number): void {
    if (!inBrowser()) return
    writeCookie(nameOf('tombstone', sid), sid, maxAgeSeconds)
    if (!has('tombstone', sid)) throw new Error('The browser refused the cookie.')
  },
  /** Only for a session whose ending the server has confirmed. */
  remove: (sid: string): void => remove('tombstone', sid),
}
