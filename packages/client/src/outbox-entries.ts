/** Where undelivered logouts are kept: one localStorage key each, so that two tabs never overwrite each other's. */
import { forget, parsed, storage } from './browser'

export const outboxPrefix = 'campusbite:outbox:'

export interface OutboxEntry {
  sid: string
  /** Can end this session and do nothing else. */
  ticket?: string | undefined
  /**
   * Origin of the API that it is owed to. Absent, as earlier versions left it: the page's own. Whose it was nobody can tell by now,
   * and no other API may get to see the ticket.
   */
  url?: string | undefined
  /** When the session is over by itself and the entry pointless, in milliseconds since 1970. */
  until: number
}

export class OutboxEntries {
  /** What this page knows of; all there is where storage is missing. */
  readonly #memory = new Map<string, OutboxEntry>()

  /** @param url of the API: what is owed to another one is that one's client's to deliver */
  constructor(
    private readonly url: () => string,
    private readonly now: () => number,
  ) {}

  /** @throws Error when it could not be made durable; it is kept in memory all the same */
  add(entry: OutboxEntry): void {
    this.#memory.set(entry.sid, entry)
    this.#store(entry)
  }

  /** Writes again what is still owed: an app may empty all of localStorage when it hears of a logout. */
  restore(): void {
    try {
      for (const entry of this.#memory.values()) this.#store(entry)
    } catch {
      // It was told when it was added.
    }
  }

  #store(entry: OutboxEntry): void {
    storage('localStorage')?.setItem(outboxPrefix + entry.sid, JSON.stringify(entry))
  }

  remove(sid: string): void {
    this.#memory.delete(sid)
    // Delivered once more by whoever finds it all the same, which changes nothing.
    forget(outboxPrefix + sid)
  }

  has(sid: string): boolean {
    return this.all().some((entry) => entry.sid === sid)
  }

  all(): OutboxEntry[] {
    const found = new Map(this.#memory)
    try {
      const local = storage('localStorage')
      // All keys as they are now: deleting one on the way would make the loop pass over the next.
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
      // What storage refuses to give now, it may give to the next attempt.
    }
    return [...found.values()]
  }
}
