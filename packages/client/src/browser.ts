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

/** Adds a listener and returns its removal. */
export function listen(
  target: EventTarget | null | undefined,
  type: string,
  listener: (event: Event) => void,
  capture = false,
): () => void {
  target?.addEventListener(type, listener, capture)
  return () => target?.removeEventListener(type, listener, capture)
}
