/** Where a login may lead: paths of this origin only (RFC 9700 §4.11.1). Used by the page gate, the pages and the forms. */

/**
 * The path to go to, or `/` for anything that could lead elsewhere: `//host` and `/\host` name another host, a control
 * character is dropped by browsers and turns `/<tab>/host` into one, and the login pages would lead in a circle.
 */
export function safeNext(next: unknown): string {
  if (typeof next !== 'string' || next.length > 512) return '/'
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
  if (!next.startsWith('/') || next.startsWith('//') || /[\\\u0000-\u001f\u007f]/.test(next)) return '/'
  const url = new URL(next, 'http://this.origin.invalid')
  if (url.origin !== 'http://this.origin.invalid' || /^\/(login|register|api)(\/|$)/.test(url.pathname)) return '/'
  return url.pathname.startsWith('//') ? '/' : `${url.pathname}${url.search}${url.hash}`
}

/** The login page that leads back to `path`. */
export function loginPath(path: string): string {
  const next = safeNext(path)
  return next === '/' ? '/login' : `/login?next=${encodeURIComponent(next)}`
}

/**
 * Where a browser goes after a login: the login page once more. Whoever is signed in is sent on to `path` from there; whoever is
 * not has a browser that keeps no cookies, and `after=login` lets the page say so.
 */
export const loggedInPath = (path: string): string => `/login?after=login&next=${encodeURIComponent(safeNext(path))}`
