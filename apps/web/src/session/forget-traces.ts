/**
 * Empties what this origin stores in the browser, no matter what stored it: a library, an extension, another team's page. What
 * one user leaves is nobody else's business. It keeps the color scheme, which belongs to the device, queued logouts, the names of
 * databases and their stores, and files, which this app does not use.
 */
import { sessionCookieName, type User } from '@campusbite/auth/contract'

interface Ended {
  sid: string
  user: User
}

const kept = /^(campusbite(:|$)|theme$)/

/** Shorter names occur in too much that has nothing to do with the user. */
const shortest = 8

type Tells = (text: string) => boolean

/**
 * Clears both storages in this very task. Rejects if something could not be emptied.
 * @param ended whose session it was; omitted if unknown
 */
export async function forgetTraces(ended?: Ended): Promise<void> {
  const tells = whatTells(ended, document.cookie)
  // Each starts, whichever of them fails.
  await Promise.all([forgetTab(), forgetStored(tells), forgetDatabases(tells), forgetCaches(tells)])
}

const all: Tells = () => true

/** If a tab slept or its page loaded slowly, somebody else may have logged in by now: nothing of theirs may be deleted. */
function whatTells(ended: Ended | undefined, cookies: string): Tells {
  const isAnother = (pair: string) => {
    const [name = '', value] = pair.split('=')
    return value !== ended?.sid && [true, false].some((secure) => name.startsWith(sessionCookieName('sid', '', secure)))
  }
  if (!cookies.split('; ').some(isAnother)) return all
  const names = ended ? namesOf(ended) : []
  return (text) => names.some((name) => text.includes(name))
}

function namesOf({ sid, user }: Ended): string[] {
  const [mailbox = ''] = user.email.split('@')
  return [sid, user.id, user.email, mailbox, ...user.name.split(/\s+/)].filter(({ length }) => length >= shortest)
}

/** What belongs to this tab and moves with it from page to page. */
async function forgetTab(): Promise<void> {
  window.name = ''
  sessionStorage.clear()
}

async function forgetStored(tells: Tells): Promise<void> {
  const keys = Array.from({ length: localStorage.length }, (_, index) => localStorage.key(index) ?? '')
  for (const key of keys) {
    if (!kept.test(key) && tells(`${key}\n${localStorage.getItem(key)}`)) localStorage.removeItem(key)
  }
}

async function forgetDatabases(tells: Tells): Promise<void> {
  const databases = (await indexedDB.databases?.()) ?? []
  await Promise.all(databases.map(({ name = 'campusbite' }) => !kept.test(name) && forgetRecords(name, tells)))
}

async function forgetRecords(name: string, tells: Tells): Promise<void> {
  const database = await settled(indexedDB.open(name))
  // Without this, an app that wants to change or delete its database would have to wait for us.
  database.onversionchange = () => database.close()
  try {
    for (const storeName of database.objectStoreNames) {
      const transaction = database.transaction(storeName, 'readwrite')
      const store = transaction.objectStore(storeName)
      if (tells === all) store.clear()
      else await forgetSome(store.openCursor(), tells)
      // If the page is left before this, the deletions are rolled back.
      await committed(transaction)
    }
  } finally {
    database.close()
  }
}

async function forgetSome(request: IDBRequest<IDBCursorWithValue | null>, tells: Tells): Promise<void> {
  for (let cursor = await settled(request); cursor; cursor = await settled(request)) {
    if (tells(textOf([cursor.key, cursor.value]))) cursor.delete()
    cursor.continue()
  }
}

/** Only available on https and localhost. */
async function forgetCaches(tells: Tells): Promise<void> {
  if (!('caches' in window)) return
  for (const name of await caches.keys()) {
    if (tells === all) await caches.delete(name)
    else await forgetSomeAnswers(await caches.open(name), tells)
  }
}

async function forgetSomeAnswers(cache: Cache, tells: Tells): Promise<void> {
  for (const request of await cache.keys()) {
    const answer = await cache.match(request)
    if (tells(`${request.url}\n${await answer?.text()}`)) await cache.delete(request)
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

/** All text in a record, however nested. */
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
