/** Stores undelivered logouts: one localStorage key each, so that two tabs never overwrite each other's. */
import { forget, parsed, storage } from './browser'

export const outboxPrefix = 'campusbite:outbox:'

export interface OutboxEntry {
  sid: string
  /** Can end this session and do nothing else. */
  ticket?: string | undefined
  /**
   * Origin of the API it must be delivered to. Absent in entries of earlier versions: treated as the page's own origin, since nobody
   * can tell by now, and no other API may see the ticket.
   */
  url?: string | undefined
  /** When the session has expired by itself and the entry is pointless, in milliseconds since 1970. */
  until: number
}

export class OutboxEntries {
  /** The entries this page knows of; the only copy if storage is missing. */
  readonly #memory = new Map<string, OutboxEntry>()

  /** @param url origin of the API: logouts for another API are left to that API's client */
  constructor(
    private readonly url: () => string,
    private readonly now: () => number,
  ) {}

  /** @throws Error if it could not be made durable; it is kept in memory anyway */
  add(entry: OutboxEntry): void {
    this.#memory.set(entry.sid, entry)
    this.#store(entry)
  }

  /** Writes queued entries again: an app may empty all of localStorage at logout. */
  restore(): void {
    try {
      for (const entry of this.#memory.values()) this.#store(entry)
    } catch {
      // `add` has reported it already.
    }
  }

  #store(entry: OutboxEntry): void {
    storage('localStorage')?.setItem(outboxPrefix + entry.sid, JSON.stringify(entry))
  }

  remove(sid: string): void {
    this.#memory.delete(sid)
    // Whoever still finds it delivers it once more, which changes nothing.
    forget(outboxPrefix + sid)
  }

  has(sid: string): boolean {
    return this.all().some((entry) => entry.sid === sid)
  }

  all(): OutboxEntry[] {
    const found = new Map(this.#memory)
    try {
      const local = storage('localStorage')
      // A snapshot of all keys: deleting one while iterating would make the loop skip the next.
      for (const key of Object.keys(local ?? {})) {
        const sid = key.startsWith(outboxPrefix) ? key.slice(outboxPrefix.length) : ''
        if (sid === '' || found.has(sid)) continue
        const text = local?.getItem(key)
        const { ticket, until, url = location.origin } = parsed<OutboxEntry>(() => text)
        const entry = { sid, ticket: typeof ticket === 'string' ? ticket : undefined, until: Number(until) || 0 }
        if (url === this.url()) found.set(sid, entry)
        // Its own client may never come back, and would have nothing left to deliver.
        else if (entry.until <= this.now()) forget(key)
      }
    } catch {
      // Storage that fails now may work at the next attempt.
    }
    return [...found.values()]
  }
}
