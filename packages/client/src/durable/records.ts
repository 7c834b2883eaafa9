/** One object store of IndexedDB, in a database of its own. Knows nothing of what its records mean, and throws at nobody. */
import type { OutboxEntry } from '../outbox-entries'

const database = 'campusbite'
const outbox = 'outbox'

export interface Records {
  /** Begun within this very task where the database is open by now. */
  change(work: (store: IDBObjectStore) => void): void
  /** Empty where the browser keeps nothing. */
  all(): Promise<OutboxEntry[]>
}

export function openRecords(): Records {
  let opened: IDBDatabase | null = null
  const opening = open().then(
    (found) => {
      opened = found
      // Whoever wants to delete it must not have to wait for this page.
      found.onversionchange = () => found.close()
      return found
    },
    () => null,
  )
  return {
    change(work) {
      const begin = (found: IDBDatabase | null) => {
        try {
          // `strict`: complete is what is on the disk, and not what the system means to write there.
          const transaction = found?.transaction(outbox, 'readwrite', { durability: 'strict' })
          if (!transaction) return
          work(transaction.objectStore(outbox))
          // By itself it would commit only once this page has heard of the success, and the page is busy just now.
          transaction.commit?.()
        } catch {
          // Closed by then, or full: the outbox itself has its own copy.
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
