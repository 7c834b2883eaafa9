/**
 * Removes what names the user from wherever this origin keeps something, whoever has put it there: a library, an extension,
 * a page of another team. What names nobody stays: it belongs to the device, or to another app.
 */

interface Named {
  sid: string
  user: { id: string; name: string; email: string }
}

/** What is still to be told to the server names the session, and nothing else tells whose it was. */
const owed = /^campusbite(:|$)/

/** Shorter ones stand in too much that is nobody's. */
const shortest = 8

/** By what the user can be recognised in a text. */
export function namesOf({ sid, user }: Named): string[] {
  const [mailbox = ''] = user.email.split('@')
  return [sid, user.id, user.email, mailbox, ...user.name.split(/\s+/)].filter((name) => name.length >= shortest)
}

/** Synchronous storage within this very task. Rejects where something could not be looked through. */
export async function forgetTraces(names: readonly string[], origin: typeof globalThis = globalThis): Promise<void> {
  const tells = (text: string) => names.some((name) => text.includes(name))
  const { localStorage, indexedDB, caches } = origin
  for (const [key, value] of Object.entries<string>(localStorage)) {
    if (!owed.test(key) && tells(`${key}\n${value}`)) localStorage.removeItem(key)
  }
  const databases = (await indexedDB?.databases?.()) ?? []
  await Promise.all([
    ...databases.map(({ name = 'campusbite' }) => !owed.test(name) && forgetRecords(indexedDB, name, tells)),
    // Only there on https and localhost.
    caches && forgetAnswers(caches, tells),
  ])
}

type Tells = (text: string) => boolean

async function forgetRecords(indexedDB: IDBFactory, name: string, tells: Tells): Promise<void> {
  const database = await settled(indexedDB.open(name))
  // Without this, an app that wants to change or delete its database would have to wait for us.
  database.onversionchange = () => database.close()
  try {
    for (const storeName of database.objectStoreNames) {
      const transaction = database.transaction(storeName, 'readwrite')
      const request = transaction.objectStore(storeName).openCursor()
      for (let cursor = await settled(request); cursor; cursor = await settled(request)) {
        if (tells(textOf([cursor.key, cursor.value]))) cursor.delete()
        cursor.continue()
      }
      // A page that is left before this takes the deletions back.
      await committed(transaction)
    }
  } finally {
    database.close()
  }
}

async function forgetAnswers(caches: CacheStorage, tells: Tells): Promise<void> {
  for (const name of await caches.keys()) {
    const cache = await caches.open(name)
    for (const request of await cache.keys()) {
      const answer = await cache.match(request)
      if (tells(`${request.url}\n${await answer?.text()}`)) await cache.delete(request)
    }
  }
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

function committed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve()
    transaction.onabort = () => reject(transaction.error)
  })
}

/** All that a record says, however it is nested. */
function textOf(value: unknown, seen = new Set<unknown>()): string {
  if (typeof value !== 'object' || value === null) return String(value)
  if (seen.has(value)) return ''
  seen.add(value)
  const parts = value instanceof Map || value instanceof Set ? [...value] : Object.entries(value)
  return parts
    .flat()
    .map((part) => textOf(part, seen))
    .join('\n')
}
