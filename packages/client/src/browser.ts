/** What a browser may or may not have. Every access is guarded: storage can be missing, forbidden or full. */

export const inBrowser = (): boolean => typeof window !== 'undefined' && typeof document !== 'undefined'

/** Null outside a browser, and where the user has forbidden storage: there, even reading the property throws. */
export function storage(kind: 'localStorage' | 'sessionStorage'): Storage | null {
  try {
    return inBrowser() ? window[kind] : null
  } catch {
    return null
  }
}

/** Where storage is forbidden, or refuses, there is nothing to forget. */
export function forget(key: string): void {
  try {
    storage('localStorage')?.removeItem(key)
  } catch {
    // As above.
  }
}

/** The properties of what is read as JSON; none, where that fails. Nothing is said of their types. */
export function parsed<T>(read: () => string | null | undefined): { [name in keyof T]?: unknown } {
  try {
    return Object(JSON.parse(String(read())))
  } catch {
    return {}
  }
}

/** Adds a listener and returns its removal. */
export function listen(
  target: EventTarget | null | undefined,
  type: string,
  listener: (event: Event) => void,
  capture?: boolean,
): () => void {
  target?.addEventListener(type, listener, capture)
  return () => target?.removeEventListener(type, listener, capture)
}
