/**
 * The token store behind the fence: nothing is written for a turn that is over, writes and the clearing keep their order
 * also in an asynchronous store, and a store that fails costs durability, never the session or the logout.
 */
import { isPromise, within } from './bounded'
import { stillOn, type Turn } from './generation'
import type { SessionTokens, TokenStore } from './tokens/token-store'

const storeLimitMs = 1_000

export class TokenVault {
  declare readonly delivery: 'body' | 'cookie'
  readonly #store: TokenStore
  /** What this page last saw: logout needs its ticket within the click, and an asynchronous store cannot give it then. */
  #copy: SessionTokens | null = null
  /** What the store has yet to take, or would not: until it has, the copy is newer. */
  #unsaved: SessionTokens | null = null
  /** The last tokens known of this page's session: where the store has lost them, they still tell when it is over, and can end it. */
  last: SessionTokens | null = null
  /** Rises with every write and clear: a read that began before the last one says nothing when it answers after it. */
  #changes = 0
  /** While asynchronous work is under way: settles with the last of it. */
  #order: Promise<void> | null = null
  /** False until the store has said what it holds, or holds what this page gave it: before that, nobody knows whose a logout is. */
  known = false
  /**
   * The read that goes before that, shared by all who ask meanwhile: the store may be asking a person for their finger. While it is
   * under way, its answer alone counts as what the store held before this page gave it anything.
   */
  #asked: Promise<SessionTokens | null> | null = null

  /** @param onFirst told what the store holds when it says so for the first time, however late */
  constructor(
    store: TokenStore,
    private onFirst?: (found: SessionTokens | null) => void,
  ) {
    this.#store = store
    this.delivery = store.delivery ?? 'body'
  }

  /** What the store holds now; a promise only where the store is asynchronous. What it says too late is taken all the same. */
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

  /** What is known within this very task. */
  peek(): SessionTokens | null {
    const found = this.read()
    return isPromise(found) ? this.#copy : found
  }

  /** @throws CampusBiteError `LOGGED_OUT`, having written nothing, when the turn is over */
  async write(turn: Turn, tokens: SessionTokens): Promise<void> {
    stillOn(turn)
    this.#copy = this.last = this.#unsaved = tokens
    this.#changes += 1
    this.known = true
    const saved = () => {
      this.#changes += 1
      if (this.#unsaved === tokens) this.#unsaved = null
      // What it holds next may be another tab's, and is not what it held before.
      this.#keep(tokens, -1)
    }
    try {
      const written = this.#inOrder(() => (turn.aborted ? undefined : this.#store.write(tokens)))
      if (isPromise(written)) await within(storeLimitMs, written.then(saved))
      else saved()
    } catch {
      // The copy serves this page; the next one asks for a login.
    }
    stillOn(turn)
  }

  /** Clears what is kept of this session, and leaves another identity's alone. Rejects when the store fails; not bounded in time. */
  async clear(sid: string): Promise<void> {
    const kept = this.peek()
    this.#changes += 1
    if (this.last?.sid === sid) this.#copy = this.last = this.#unsaved = null
    if (kept && kept.sid !== sid) return
    await this.#inOrder(() => this.#store.clear(sid))
  }

  /** What a store gives that holds something else, or an older form of it, is nobody's session. */
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

  /** Asynchronous work waits for what was begun before it; synchronous work is done at once. */
  #inOrder(work: () => unknown): unknown {
    const result = this.#order ? this.#order.then(work) : work()
    if (!isPromise(result)) return result
    // Followed once: what a library gives may begin its work with each `then`.
    const begun = Promise.resolve(result)
    const settle = () => {
      if (this.#order === settled) this.#order = null
    }
    const settled = begun.then(settle, settle)
    this.#order = settled
    return begun
  }
}
