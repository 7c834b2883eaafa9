/** Where undelivered logouts are kept: one localStorage key each, so that two tabs never overwrite each other's. */
import { storage } from './browser'

export const outboxPrefix = 'campusbite:outbox:'

export interface OutboxEntry {
  sid: string
  /** Can end this session and do nothing else. */
  ticket?: string | undefined
  /** When the session is over by itself and the entry pointless, in milliseconds since 1970. */
  until: number
}

export class OutboxEntries {
  /** What this page knows of; all there is where storage is missing. */
  readonly #memory = new Map<string, OutboxEntry>()

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
    try {
      storage('localStorage')?.removeItem(outboxPrefix + sid)
    } catch {
      // Delivered once more by whoever finds it, which changes nothing.
    }
  }

  has(sid: string): boolean {
    return this.all().some((entry) => entry.sid === sid)
  }

  all(): OutboxEntry[] {
    const found = new Map(this.#memory)
    try {
      const local = storage('localStorage')
      for (let i = 0; i < (local?.length ?? 0); i++) {
        const key = local?.key(i) ?? ''
        const sid = key.startsWith(outboxPrefix) ? key.slice(outboxPrefix.length) : ''
        if (sid !== '' && !found.has(sid)) found.set(sid, { ...parse(local?.getItem(key)), sid })
      }
    } catch {
      // What storage refuses to give now, it may give to the next attempt.
    }
    return [...found.values()]
  }
}

function parse(text: string | null | undefined): Omit<OutboxEntry, 'sid'> {
  let entry: unknown
  try {
    entry = JSON.parse(text ?? '')
  } catch {
    // Not of our writing, and owed nothing.
  }
  const { ticket, until }: { [name in keyof OutboxEntry]?: unknown } = Object(entry)
  return { ticket: typeof ticket === 'string' ? ticket : undefined, until: typeof until === 'number' ? until : 0 }
}
