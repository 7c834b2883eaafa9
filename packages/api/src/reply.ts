/** What a procedure may say beside its answer: cookies to set and to delete. Turned into headers by whoever answers. */
import type { TokenPair } from '@campusbite/auth'
import { cookieTag, type LoginNotice } from '@campusbite/auth/contract'
import { clearLastUser, clearNotice, clearSession, setFormNotice, setLastUser, setNotice, setSession } from './cookies'

export class Reply {
  /** What is set and deleted: by the tag of the session, and by name. Most answers have none. */
  #credentials: Map<string, string[]> | undefined
  #notes: Map<string, string> | undefined
  readonly #sids: string[] = []

  constructor(
    private readonly secure: boolean,
    private readonly hasEnded: (sid: string) => boolean,
  ) {}

  setSession(tokens: TokenPair, now: Date): void {
    this.#sids.push(tokens.sid)
    this.#credential(cookieTag(tokens.sid), setSession(tokens, this.secure, now))
  }

  clearSession(tag: string): void {
    this.#credential(tag, clearSession(tag, this.secure))
  }

  setNotice(notice: LoginNotice): void {
    this.#note(setNotice(notice, this.secure))
  }

  setFormNotice(notice: LoginNotice): void {
    this.#note(setFormNotice(notice, this.secure))
  }

  /**
   * The login page says it with this answer. What this browser did not do itself stays for three seconds more: an open page and
   * one of its calls may both learn of it and navigate, and the second navigation must find it too.
   */
  consumeNotice(notice: LoginNotice): void {
    const learnt = notice === 'expired' || notice === 'ended-elsewhere' || notice === 'reused'
    this.#note(learnt ? setNotice(notice, this.secure, 3) : clearNotice(this.secure))
  }

  setLastUser(userId: string): void {
    this.#note(setLastUser(userId, this.secure))
  }

  clearLastUser(): void {
    this.#note(clearLastUser(this.secure))
  }

  /**
   * Values for `Set-Cookie`, at the moment of asking. A session may have ended while the rest of the answer was being made:
   * its cookies, set now, would stay in a browser that a logout has just cleared. Browsers take one after the other, and an
   * open page that finds its session gone must find beside it why.
   */
  get setCookies(): string[] {
    for (const sid of this.#sids) if (this.hasEnded(sid)) this.clearSession(cookieTag(sid))
    return [...(this.#notes?.values() ?? []), ...[...(this.#credentials?.values() ?? [])].flat()]
  }

  /** One answer never both sets and deletes a cookie: the last word on a session, and on a name, is the only one sent. */
  #credential(tag: string, cookies: string[]): void {
    this.#credentials ??= new Map()
    this.#credentials.set(tag, cookies)
  }

  #note(cookie: string): void {
    this.#notes ??= new Map()
    this.#notes.set(cookie.slice(0, cookie.indexOf('=')), cookie)
  }
}
