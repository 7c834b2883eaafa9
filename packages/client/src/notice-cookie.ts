/**
 * The notice for the login page, passed in a readable cookie: this page writes it before it leaves, and reads from it what the
 * server has said about a session that it has just refused.
 */
import {
  cookieTag,
  lastUserCookieName,
  lastUserSeconds,
  type Notice,
  noticeCookieName,
  noticeSeconds,
} from '@campusbite/auth/contract'
import { cookies, secure, writeCookie } from './cookies'
import { noticeTexts } from './logged-out-view'

export function givenNotice(): Notice | undefined {
  const name = noticeCookieName(secure())
  const [, value] = cookies(name).find(([found]) => found === name) ?? []
  return (Object.keys(noticeTexts) as Notice[]).find((notice) => notice === value)
}

/** A notice that was given already keeps its expiry: the page that shows it may have read it by now. */
export function giveNotice(notice: Notice): void {
  if (givenNotice() !== notice) writeCookie(noticeCookieName(secure()), notice, noticeSeconds)
}

/** Only this user is taken back to where the session expired. */
export function rememberUser(id: string): void {
  writeCookie(lastUserCookieName(secure()), cookieTag(id), lastUserSeconds)
}
