/** Where a login may redirect: only to paths on this origin (RFC 9700 §4.11.1). Used by the page gate, the pages and the forms. */

/**
 * The path to go to, or `/` for anything that could lead elsewhere: `//host` and `/\host` name another host, browsers drop
 * control characters and so turn `/<tab>/host` into one, and the login pages would redirect in a circle.
 */
export function safeNext(next: unknown): string {
  if (typeof next !== 'string' || next.length > 512) return '/'
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
  if (!next.startsWith('/') || next.startsWith('//') || /[\\\u0000-\u001f\u007f]/.test(next)) return '/'
  const url = new URL(next, 'http://this.origin.invalid')
  if (url.origin !== 'http://this.origin.invalid' || /^\/(login|register|api)(\/|$)/.test(url.pathname)) return '/'
  return url.pathname.startsWith('//') ? '/' : `${url.pathname}${url.search}${url.hash}`
}

/** The login page's path, with `path` as the way back. */
export function loginPath(path: string): string {
  const next = safeNext(path)
  return next === '/' ? '/login' : `/login?next=${encodeURIComponent(next)}`
}

/**
 * Where a browser goes after a login: to the login page again, which redirects a signed-in user to `path`. If nobody is signed in
 * there, the browser keeps no cookies, and `after=login` lets the page say so.
 */
export const loggedInPath = (path: string): string => `/login?after=login&next=${encodeURIComponent(safeNext(path))}`
