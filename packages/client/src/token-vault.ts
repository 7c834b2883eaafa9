/**
 * The token store behind the fence: nothing is written for a turn that is over, writes and clears keep their order even in
 * an asynchronous store, and a store that fails costs durability, never the session or the logout.
 */
import { isPromise, within } from './bounded'
import { stillOn, type Turn } from './generation'
import type { SessionTokens, TokenStore } from './tokens/token-store'

const storeLimitMs = 1_000

export class TokenVault {
  declare readonly delivery: 'body' | 'cookie'
  readonly #store: TokenStore
  /** What this page saw last: logout needs the ticket in the task of the click, when an asynchronous store cannot return it. */
  #copy: SessionTokens | null = null
  /** Tokens that the store has not taken yet, or has refused: until it does, the copy is newer. */
  #unsaved: SessionTokens | null = null
  /** The last known tokens of this page's session: if the store has lost them, they still say when it expires, and can end it. */
  last: SessionTokens | null = null
  /** Rises with every write and clear: a read that began before the last one is worthless if it answers after it. */
  #changes = 0
  /** Set while asynchronous work is pending: settles with the last of it. */
  #order: Promise<void> | null = null
  /** False until the store has said what it holds, or holds what this page gave it. Before that, a logout's session is unknown. */
  known = false
  /**
   * The first read, shared by all concurrent callers: the store may be asking the user for a fingerprint. While it is pending, only
   * its result counts as what the store held before this page wrote to it.
   */
  #asked: Promise<SessionTokens | null> | null = null

  /** @param onFirst called with the store's content when it answers for the first time, however late */
  constructor(
    store: TokenStore,
    private onFirst?: (found: SessionTokens | null) => void,
  ) {
    this.#store = store
    this.delivery = store.delivery ?? 'body'
  }

  /** What the store holds now; a promise only if the store is asynchronous. A result that comes too late is used anyway. */
  read(): SessionTokens | null | Promise<SessionTokens | null> {
    if (this.#asked && !this.known) return this.#asked
    const copy = () => this.#copy
    const changes = this.#changes
    const keep = (found: SessionTokens | null) => this.#keep(found, changes)
    try {
      const found = this.#store.read()
      if (!isPromise(found)) return keep(found)
      const kept = Promise.resolve(found).then(keep, () => {
        if (!changes) this.#asked = null
      })
      const answer = within(storeLimitMs, kept).then(copy, copy)
      if (!changes) this.#asked = answer
      return answer
    } catch {
      return copy()
    }
  }

  /** What is known synchronously. */
  peek(): SessionTokens | null {
    const found = this.read()
    return isPromise(found) ? this.#copy : found
  }

  /** @throws CampusBiteError `LOGGED_OUT`, having written nothing, if the turn is over */
  async write(turn: Turn, tokens: SessionTokens): Promise<void> {
    stillOn(turn)
    this.#copy = this.last = this.#unsaved = tokens
    this.#changes += 1
    this.known = true
    const saved = () => {
      this.#changes += 1
      if (this.#unsaved === tokens) this.#unsaved = null
      // From now on the store may hold another tab's tokens, not those from before.
      this.#keep(tokens, -1)
    }
    try {
      const written = this.#inOrder(() => (turn.aborted ? undefined : this.#store.write(tokens)))
      if (isPromise(written)) await within(storeLimitMs, written.then(saved))
      else saved()
    } catch {
      // The copy serves this page; the next page has to log in.
    }
    stillOn(turn)
  }

  /** Clears this session's tokens and leaves another identity's alone. Rejects if the store fails; has no time limit. */
  async clear(sid: string): Promise<void> {
    const kept = this.peek()
    this.#changes += 1
    if (this.last?.sid === sid) this.#copy = this.last = this.#unsaved = null
    if (kept && kept.sid !== sid) return
    await this.#inOrder(() => this.#store.clear(sid))
  }

  /** If the store holds anything else, or an older format, that counts as no session. */
  #keep(found: SessionTokens | null, changes: number): SessionTokens | null {
    const tokens = found?.sid ? found : null
    this.known = true
    if (!this.#unsaved && changes === this.#changes) this.#copy = tokens
    if (!this.last || this.last.sid === this.#copy?.sid) this.last = this.#copy
    if (!changes || !this.#asked) {
      const { onFirst } = this
      this.onFirst = undefined
      onFirst?.(tokens)
    }
    return this.#copy
  }

  /** Asynchronous work waits for what began before it; synchronous work is done at once. */
  #inOrder(work: () => unknown): unknown {
    const result = this.#order ? this.#order.then(work) : work()
    if (!isPromise(result)) return result
    // `then` is called only once: a library's thenable may start its work on each call.
    const begun = Promise.resolve(result)
    const settle = () => {
      if (this.#order === settled) this.#order = null
    }
    const settled = begun.then(settle, settle)
    this.#order = settled
    return begun
  }
}
