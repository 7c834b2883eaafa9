/**
 * Logouts that the server has not confirmed yet, delivered until it does: at once, at start, when the network is back, and
 * before any other authenticated call. Each names its own session, so that a late one never ends the next user's.
 */
import { after, limit, within } from './bounded'
import { inBrowser, listen } from './browser'
import { tellServer } from './keepalive-request'
import type { Http } from './options'
import { OutboxEntries, type OutboxEntry } from './outbox-entries'
import { sidCookie, tombstone } from './session-cookies'

/** How long a call waits for queued logouts, and for how long no call waits after that was in vain. */
const patienceMs = 3_000
const impatienceMs = 30_000
const firstRetryMs = 1_000
const lastRetryMs = 60_000
/** Longer than any session; timers take at most 2^31 - 1. */
const longestMs = 2e9

export interface OutboxCopy {
  add(entry: OutboxEntry): void
  remove(sid: string): void
}

export class Outbox {
  readonly #entries: OutboxEntries
  readonly #underway = new Map<string, Promise<boolean>>()
  /** For a session without a ticket: its refresh token, kept out of storage and only until delivery. */
  readonly #secrets = new Map<string, string>()
  /** Called when something was delivered here; storage events report deliveries by other tabs. */
  readonly #waiting = new Set<() => void>()
  #ask: (() => Promise<void>) | undefined
  #retryMs = firstRetryMs
  #impatient = false
  #cancelRetry = () => {}
  /** A copy of the entries that reaches the disk sooner than localStorage does. */
  declare copy?: OutboxCopy

  constructor(
    private readonly http: Http,
    private readonly delivery: 'body' | 'cookie',
    private readonly now: () => number,
  ) {
    this.#entries = new OutboxEntries(http.base, now)
  }

  /** @throws Error if it could not be made durable; it will be delivered from memory anyway */
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

  /** Settles once this session's logout, or every one if there is no `sid`, is no longer queued, whichever tab has delivered it. */
  settled(sid?: string): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (sid === undefined ? this.pending : this.has(sid)) return
        stop()
        release()
        this.#waiting.delete(look)
        resolve()
      }
      // A Node process with nothing else to do would exit, and its caller would never hear of it.
      const release = limit(longestMs, () => {})
      const stop = listen(inBrowser() ? window : null, 'storage', look)
      this.#waiting.add(look)
      look()
    })
  }

  /** Somebody has logged out, but of which session is not known yet: `ask` finds out. Without `ask`, it is known by now. */
  expect(ask?: () => Promise<void>): void {
    this.#ask = ask
    this.#look()
  }

  get pending(): boolean {
    return this.#ask !== undefined || this.#entries.all().length > 0
  }

  /** Delivers a logout: true once the server has confirmed it. Sends the request before its first await. */
  deliver(entry: OutboxEntry): Promise<boolean> {
    const underway = this.#underway.get(entry.sid)
    if (underway) return underway
    const delivery = tellServer(this.http, this.#request(entry)).then((confirmed) => {
      this.#underway.delete(entry.sid)
      // A session that has expired is reported once anyway: this device's clock may be wrong.
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

  /** Waits with a limit: a server that cannot end the last session must not keep the next user out. */
  async beforeCall(): Promise<void> {
    if (!this.pending || this.#impatient || (await within(patienceMs, this.flush()))) return
    this.#impatient = true
    after(impatienceMs, () => {
      this.#impatient = false
    })
  }

  /** Starts to deliver what an earlier page or a killed browser left, and continues when the network is back. */
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
    // The server would answer "done" to a request that names nobody, too.
    if (this.delivery === 'body' && !ticket && !refreshToken) return
    const current = sidCookie.read()
    const cookies = this.delivery === 'cookie' && (current === undefined || current === sid)
    // With neither, an empty body would mean whoever the cookies belong to, so it is sent only if that is certainly this session.
    // Otherwise an invalid ticket is sent, which names nobody, and the tombstone cookie next to it does the work.
    const logoutTicket = ticket ?? (refreshToken || current === sid ? undefined : 'none')
    return { body: { logoutTicket, refreshToken }, cookies }
  }

  #retryLater(): void {
    this.#cancelRetry()
    this.#cancelRetry = after(this.#retryMs, () => void this.flush())
    this.#retryMs = Math.min(this.#retryMs * 2, lastRetryMs)
  }
}
