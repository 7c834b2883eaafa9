/** What a procedure may say beside its answer: cookies to set and to delete. Turned into headers by whoever answers. */
import type { Notice } from '@campusbite/auth/contract'
import { clearNotice, clearSession, type IssuedTokens, setNotice, setSession } from './cookies'

export class Reply {
  readonly #setCookies = new Map<string, string>()

  constructor(private readonly secure: boolean) {}

  setSession(tokens: IssuedTokens, now: Date): void {
    this.#add(setSession(tokens, this.secure, now))
  }

  clearSession(tag: string): void {
    this.#add(clearSession(tag, this.secure))
  }

  setNotice(notice: Notice): void {
    this.#add([setNotice(notice, this.secure)])
  }

  clearNotice(): void {
    this.#add([clearNotice(this.secure)])
  }

  /** One answer never both sets and deletes a cookie: the last word on a name is the only one sent. */
  #add(cookies: string[]): void {
    for (const cookie of cookies) this.#setCookies.set(cookie.slice(0, cookie.indexOf('=')), cookie)
  }

  /** Values for `Set-Cookie`. */
  get setCookies(): string[] {
    return [...this.#setCookies.values()]
  }
}
