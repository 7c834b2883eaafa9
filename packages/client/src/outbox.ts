/**
 * Logouts that the server has yet to confirm, delivered until it does: at once, at start, when the network is back, and
 * before any other authenticated call. Each names its own session, so that a late one never ends the next user's.
 */
import { after, limit, within } from './bounded'
import { inBrowser, listen } from './browser'
import { tellServer } from './keepalive-request'
import type { Http } from './options'
import { OutboxEntries, type OutboxEntry } from './outbox-entries'
import { sidCookie, tombstone } from './session-cookies'

/** How long a call waits for what must go before it, and how long none waits after that was in vain. */
const patienceMs = 3_000
const impatienceMs = 30_000
const firstRetryMs = 1_000
const lastRetryMs = 60_000
/** Longer than any session; a timer takes no more than 2^31 - 1. */
const longestMs = 2e9

export interface OutboxCopy {
  add(entry: OutboxEntry): void
  remove(sid: string): void
}

export class Outbox {
  readonly #entries: OutboxEntries
  readonly #underway = new Map<string, Promise<boolean>>()
  /** For a session without a ticket: its refresh token, kept out of storage and only until it is delivered. */
  readonly #secrets = new Map<string, string>()
  /** Told when something was delivered here; of what other tabs deliver, storage tells. */
  readonly #waiting = new Set<() => void>()
  #ask: (() => Promise<void>) | undefined
  #retryMs = firstRetryMs
  #impatient = false
  #cancelRetry = () => {}
  /** Where an entry is on disk sooner than in storage. */
  declare copy?: OutboxCopy

  constructor(
    private readonly http: Http,
    private readonly delivery: 'body' | 'cookie',
    private readonly now: () => number,
  ) {
    this.#entries = new OutboxEntries(http.base, now)
  }

  /** @throws Error when it could not be made durable; it will be delivered from memory all the same */
  add(entry: OutboxEntry, refreshToken?: string): void {
    if (!entry.ticket && refreshToken) this.#secrets.set(entry.sid, refreshToken)
    const addressed = { ...entry, url: this.http.base() }
    this.copy?.add(addressed)
    this.#entries.add(addressed)
  }

  restore(): void {
    this.#entries.restore()
  }

  has(sid: string): boolean {
    return this.#entries.has(sid)
  }

  /** Settles when this session's logout, or without a `sid` every one, is owed no more, whichever tab has delivered it. */
  settled(sid?: string): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (sid === undefined ? this.pending : this.has(sid)) return
        stop()
        release()
        this.#waiting.delete(look)
        resolve()
      }
      // A Node process that has nothing else to do would end, and the one who waits for this would never hear of it.
      const release = limit(longestMs, () => {})
      const stop = listen(inBrowser() ? window : null, 'storage', look)
      this.#waiting.add(look)
      look()
    })
  }

  /** Somebody has logged out, and it is not known yet of what: `ask` finds out. Without it, that is known by now. */
  expect(ask?: () => Promise<void>): void {
    this.#ask = ask
    this.#look()
  }

  get pending(): boolean {
    return this.#ask !== undefined || this.#entries.all().length > 0
  }

  /** Delivers what is owed: true where the server has confirmed it. Before its first await it has sent the request. */
  deliver(entry: OutboxEntry): Promise<boolean> {
    const underway = this.#underway.get(entry.sid)
    if (underway) return underway
    const delivery = tellServer(this.http, this.#request(entry)).then((confirmed) => {
      this.#underway.delete(entry.sid)
      // What is over by itself is told once, all the same: it may be this device's clock that is wrong.
      if (confirmed || entry.until <= this.now()) this.#settled(entry)
      else this.#retryLater()
      return confirmed
    })
    this.#underway.set(entry.sid, delivery)
    return delivery
  }

  async flush(): Promise<true> {
    this.#cancelRetry()
    if (this.#ask) {
      await this.#ask()
      this.#retryLater()
    }
    await Promise.all(this.#entries.all().map((entry) => this.deliver(entry)))
    return true
  }

  /** A bounded wait: a server that cannot end the last session must not keep the next user from theirs. */
  async beforeCall(): Promise<void> {
    if (!this.pending || this.#impatient || (await within(patienceMs, this.flush()))) return
    this.#impatient = true
    after(impatienceMs, () => {
      this.#impatient = false
    })
  }

  /** Begins to deliver what an earlier page or a killed browser left, and goes on when the network comes back. */
  start(): void {
    if (!inBrowser()) return
    const retry = () => void this.flush()
    retry()
    listen(window, 'online', retry)
    listen(document, 'visibilitychange', () => document.visibilityState === 'visible' && retry())
  }

  #settled({ sid }: OutboxEntry): void {
    this.#entries.remove(sid)
    this.copy?.remove(sid)
    this.#secrets.delete(sid)
    tombstone.remove(sid)
    this.#retryMs = firstRetryMs
    this.#look()
  }

  #look(): void {
    for (const look of this.#waiting) look()
  }

  #request({ sid, ticket }: OutboxEntry) {
    const refreshToken = this.#secrets.get(sid)
    // The server answers "done" to a request that names nobody, too.
    if (this.delivery === 'body' && !ticket && !refreshToken) return
    const current = sidCookie.read()
    const cookies = this.delivery === 'cookie' && (current === undefined || current === sid)
    // With neither, an empty body would mean whoever the cookies are of. Only where that is surely this session may it be
    // sent; otherwise a ticket that names nobody goes out, and the tombstone cookie beside it does the work.
    const logoutTicket = ticket ?? (refreshToken || current === sid ? undefined : 'none')
    return { body: { logoutTicket, refreshToken }, cookies }
  }

  #retryLater(): void {
    this.#cancelRetry()
    this.#cancelRetry = after(this.#retryMs, () => void this.flush())
    this.#retryMs = Math.min(this.#retryMs * 2, lastRetryMs)
  }
}
