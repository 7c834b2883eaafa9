/** What a procedure may send besides its result: cookies to set and to delete. Whoever answers turns it into headers. */
import type { TokenPair } from '@campusbite/auth'
import { cookieTag, type LoginNotice } from '@campusbite/auth/contract'
import { clearLastUser, clearNotice, clearSession, setFormNotice, setLastUser, setNotice, setSession } from './cookies'

export class Reply {
  /** Cookies to set and to delete: by session tag, and by name. Most responses have none. */
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
   * The login page shows the notice with this response. Notices that this browser did not cause itself stay three seconds longer:
   * an open page and one of its calls may both learn of the ending and navigate, and the second navigation must find it too.
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
   * The `Set-Cookie` values at the moment of the call. A session may have ended while the response was being built: setting its
   * cookies now would leave them in a browser that a logout has just cleared. Browsers process the cookies in order, and an open
   * page that finds its session gone must find the reason next to it.
   */
  get setCookies(): string[] {
    for (const sid of this.#sids) if (this.hasEnded(sid)) this.clearSession(cookieTag(sid))
    return [...(this.#notes?.values() ?? []), ...[...(this.#credentials?.values() ?? [])].flat()]
  }

  /** A response never both sets and deletes a cookie: only the last word on each session and each name is sent. */
  #credential(tag: string, cookies: string[]): void {
    this.#credentials ??= new Map()
    this.#credentials.set(tag, cookies)
  }

  #note(cookie: string): void {
    this.#notes ??= new Map()
    this.#notes.set(cookie.slice(0, cookie.indexOf('=')), cookie)
  }
}
