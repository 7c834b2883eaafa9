/** What an instance knows of endings, with a way to wait for the moment at which it learns of one. */
import { Revocations } from '@campusbite/auth'

export class WatchedRevocations extends Revocations {
  readonly #waiting = new Map<string, (() => void)[]>()

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
