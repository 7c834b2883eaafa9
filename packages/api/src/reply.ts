/** What a procedure may say beside its answer: cookies to set and to delete. Turned into headers by whoever answers. */
import { cookieTag, type LoginNotice } from '@campusbite/auth/contract'
import {
  clearLastUser,
  clearNotice,
  clearSession,
  type IssuedTokens,
  setFormNotice,
  setLastUser,
  setNotice,
  setSession,
} from './cookies'

export class Reply {
  readonly #credentials = new Map<string, string>()
  readonly #notes = new Map<string, string>()
  readonly #sids = new Set<string>()

  constructor(
    private readonly secure: boolean,
    private readonly hasEnded: (sid: string) => boolean,
  ) {}

  setSession(tokens: IssuedTokens, now: Date): void {
    this.#sids.add(tokens.sid)
    add(this.#credentials, setSession(tokens, this.secure, now))
  }

  clearSession(tag: string): void {
    add(this.#credentials, clearSession(tag, this.secure))
  }

  setNotice(notice: LoginNotice): void {
    add(this.#notes, [setNotice(notice, this.secure)])
  }

  setFormNotice(notice: LoginNotice): void {
    add(this.#notes, [setFormNotice(notice, this.secure)])
  }

  /**
   * It has been read. What was not done here is learnt by a page and by its calls at about the same time, and of two
   * navigations that overtake each other the second must find it too.
   */
  consumeNotice(notice: LoginNotice): void {
    const learnt = notice === 'expired' || notice === 'ended-elsewhere' || notice === 'reused'
    add(this.#notes, [learnt ? setNotice(notice, this.secure, 3) : clearNotice(this.secure)])
  }

  setLastUser(userId: string): void {
    add(this.#notes, [setLastUser(userId, this.secure)])
  }

  clearLastUser(): void {
    add(this.#notes, [clearLastUser(this.secure)])
  }

  /**
   * Values for `Set-Cookie`, at the moment of asking. A session may have ended while the rest of the answer was being made:
   * its cookies, set now, would stay in a browser that a logout has just cleared. Browsers take one after the other, and an
   * open page that finds its session gone must find beside it why.
   */
  get setCookies(): string[] {
    for (const sid of this.#sids) if (this.hasEnded(sid)) this.clearSession(cookieTag(sid))
    return [...this.#notes.values(), ...this.#credentials.values()]
  }
}

/** One answer never both sets and deletes a cookie: the last word on a name is the only one sent. */
function add(to: Map<string, string>, cookies: string[]): void {
  for (const cookie of cookies) to.set(cookie.slice(0, cookie.indexOf('=')), cookie)
}
