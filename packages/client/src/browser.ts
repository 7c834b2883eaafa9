/** Access to browser storage and events. Every access is guarded: storage can be missing, blocked or full. */

export const inBrowser = (): boolean => typeof window !== 'undefined' && typeof document !== 'undefined'

/** Null outside a browser, and if the user has blocked storage: then even reading the property throws. */
export function storage(kind: 'localStorage' | 'sessionStorage'): Storage | null {
  try {
    return inBrowser() ? window[kind] : null
  } catch {
    return null
  }
}

/** If storage is blocked or refuses, there is nothing to remove. */
export function forget(key: string): void {
  try {
    storage('localStorage')?.removeItem(key)
  } catch {
    // See above.
  }
}

/** The properties of the parsed JSON, or none if it cannot be read. Promises nothing about their types. */
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
