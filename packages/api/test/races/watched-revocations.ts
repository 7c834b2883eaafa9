/** What an instance knows of endings, with ways to wait for the moment it is notified of one, and the moment it knows. */
import { Revocations } from '@campusbite/auth'

export class WatchedRevocations extends Revocations {
  readonly #waiting = new Map<string, (() => void)[]>()
  readonly #told = new Map<string, () => void>()

  override doubt(...doubted: Parameters<Revocations['doubt']>): void {
    super.doubt(...doubted)
    const [sid] = doubted
    this.#told.get(sid)?.()
    this.#told.delete(sid)
  }

  /** Resolves at the next notification that the session may have ended. */
  isTold(sid: string): Promise<void> {
    return new Promise((resolve) => this.#told.set(sid, resolve))
  }

  override add(...ending: Parameters<Revocations['add']>): void {
    super.add(...ending)
    const [sid] = ending
    for (const tell of this.#waiting.get(sid) ?? []) tell()
    this.#waiting.delete(sid)
  }

  /** Resolves when this instance knows that the session has ended. */
  knows(sid: string): Promise<void> {
    if (this.has(sid)) return Promise.resolve()
    return new Promise((resolve) => this.#waiting.set(sid, [...(this.#waiting.get(sid) ?? []), resolve]))
  }
}
