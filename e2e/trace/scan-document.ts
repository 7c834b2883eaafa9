/** Runs inside a page: finds these texts in it and in its origin's storage. Changes nothing. */

/** Serialized into the page, so it must be self-contained. @returns one line per place */
export async function scanDocument(needles: string[]): Promise<string[]> {
  const found: string[] = []
  const look = (where: string, value: unknown) => {
    const text = typeof value === 'string' ? value : textOf(value, new Set())
    for (const needle of needles) {
      const at = text.indexOf(needle)
      if (at >= 0) found.push(`${where}: …${text.slice(Math.max(0, at - 60), at + needle.length + 20)}…`)
    }
  }

  function textOf(value: unknown, seen: Set<unknown>): string {
    if (value instanceof ArrayBuffer) return new TextDecoder().decode(value)
    if (ArrayBuffer.isView(value)) return new TextDecoder().decode(value.buffer)
    if (typeof value !== 'object' || value === null) return String(value)
    if (seen.has(value)) return ''
    seen.add(value)
    const entries = value instanceof Map ? [...value] : value instanceof Set ? [...value] : Object.entries(value)
    return entries
      .flat()
      .map((part) => textOf(part, seen))
      .join(' ')
  }

  function lookInTree(where: string, root: Document | ShadowRoot) {
    look(`${where} (markup)`, root instanceof Document ? root.documentElement.outerHTML : root.innerHTML)
    for (const field of root.querySelectorAll('input, textarea, select')) {
      look(`${where} (field ${field.getAttribute('name') ?? field.id})`, (field as HTMLInputElement).value)
    }
    for (const template of root.querySelectorAll('template')) look(`${where} (template)`, template.innerHTML)
    for (const element of root.querySelectorAll('*')) {
      if (element.shadowRoot) lookInTree(`${where} shadow of <${element.localName}>`, element.shadowRoot)
    }
  }

  async function lookInDatabases() {
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await settled(indexedDB.open(name))
      for (const store of database.objectStoreNames) {
        const content = database.transaction(store).objectStore(store)
        look(`IndexedDB ${name}/${store}`, [await settled(content.getAllKeys()), await settled(content.getAll())])
      }
      database.close()
    }
  }

  function settled<T>(request: IDBRequest<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
  }

  async function lookInCaches() {
    for (const name of await caches.keys()) {
      const cache = await caches.open(name)
      for (const request of await cache.keys()) {
        const answer = await cache.match(request)
        look(`Cache Storage ${name}`, [
          request.url,
          [...request.headers],
          [...(answer?.headers ?? [])],
          await answer?.text(),
        ])
      }
    }
  }

  lookInTree('document', document)
  look('title', document.title)
  look('address', location.href)
  look('referrer', document.referrer)
  look('document.cookie', document.cookie)
  look('window.name', window.name)
  look('history.state', history.state)
  look('localStorage', Object.entries(localStorage))
  look('sessionStorage', Object.entries(sessionStorage))
  await lookInDatabases()
  // Only available on https and localhost, like the caches themselves.
  if ('caches' in window) await lookInCaches()
  return found
}
