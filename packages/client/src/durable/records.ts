/** One object store in its own IndexedDB database. Knows nothing about its records, and never throws. */
import type { OutboxEntry } from '../outbox-entries'

const database = 'campusbite'
const outbox = 'outbox'

export interface Records {
  /** Starts in this task if the database is open already. */
  change(work: (store: IDBObjectStore) => void): void
  /** Empty if the browser stores nothing. */
  all(): Promise<OutboxEntry[]>
}

export function openRecords(): Records {
  let opened: IDBDatabase | null = null
  const opening = open().then(
    (found) => {
      opened = found
      // Whoever wants to delete the database must not have to wait for this page.
      found.onversionchange = () => found.close()
      return found
    },
    () => null,
  )
  return {
    change(work) {
      const begin = (found: IDBDatabase | null) => {
        try {
          // `strict`: complete means on disk, not just handed to the operating system.
          const transaction = found?.transaction(outbox, 'readwrite', { durability: 'strict' })
          if (!transaction) return
          work(transaction.objectStore(outbox))
          // Without this it would commit only after this page has handled the success event, and the page is busy just now.
          transaction.commit?.()
        } catch {
          // Closed by then, or full: the outbox still has its own copy.
        }
      }
      if (opened) begin(opened)
      else void opening.then(begin)
    },
    async all() {
      try {
        const found = await opening
        const kept: unknown[] = found ? await result(found.transaction(outbox).objectStore(outbox).getAll()) : []
        return kept.filter(isEntry)
      } catch {
        return []
      }
    },
  }
}

const isEntry = (kept: unknown): kept is OutboxEntry => {
  const { sid, until, ticket }: { [name in keyof OutboxEntry]?: unknown } = Object(kept)
  return typeof sid === 'string' && typeof until === 'number' && ['string', 'undefined'].includes(typeof ticket)
}

async function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(database, 1)
  request.onupgradeneeded = () => request.result.createObjectStore(outbox, { keyPath: 'sid' })
  return result(request)
}

function result<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}
