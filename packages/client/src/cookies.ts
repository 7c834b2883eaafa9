/** Reads and writes readable cookies, named as the server names them. Owns no meaning of any of them. */
import { inBrowser } from './browser'

/** Browsers grant `Secure`, and so `__Host-`, on https and on this very machine. The server judges by the same rule. */
export function secure(): boolean {
  const { protocol, hostname } = location
  return protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
}

/** Name and value of each cookie whose name begins so; the browser lists the oldest first. */
export function cookies(prefix: string): [name: string, value: string][] {
  return jar().flatMap((pair): [string, string][] => {
    const equals = pair.indexOf('=')
    return pair.startsWith(prefix) && equals > 0 ? [[pair.slice(0, equals), pair.slice(equals + 1)]] : []
  })
}

function jar(): string[] {
  try {
    return inBrowser() ? document.cookie.split('; ') : []
  } catch {
    // A sandboxed frame has no cookies, and throws at the question.
    return []
  }
}

/** Does nothing where cookies are not to be had; who must know looks whether it is there. */
export function writeCookie(name: string, value: string, maxAgeSeconds: number): void {
  if (!inBrowser()) return
  const attributes = `Path=/; SameSite=Lax; Max-Age=${Math.floor(maxAgeSeconds)}${secure() ? '; Secure' : ''}`
  try {
    // biome-ignore lint/suspicious/noDocumentCookie: cookieStore is asynchronous; a logout must be durable within the click
    document.cookie = `${name}=${value}; ${attributes}`
    // Chromium takes it up after script has gone on, but before it lets script read: a navigation sent next would overtake it.
    void document.cookie
  } catch {
    // As above.
  }
}

export const deleteCookie = (name: string): void => writeCookie(name, '', 0)
