/** Reads and writes readable cookies, named as the server names them. Owns no meaning of any of them. */
import { takesSecure } from '@campusbite/auth/contract'

/** False outside a browser, where there are no cookies. */
export const secure = (): boolean => takesSecure(globalThis.location ?? {})

/** Name and value of each cookie whose name begins so; the browser lists the oldest first. */
export function cookies(prefix: string): [name: string, value: string][] {
  try {
    return document.cookie.split('; ').flatMap((pair): [string, string][] => {
      const equals = pair.indexOf('=')
      return pair.startsWith(prefix) && equals > 0 ? [[pair.slice(0, equals), pair.slice(equals + 1)]] : []
    })
  } catch {
    // Outside a browser there is no document, and a sandboxed frame throws at the question.
    return []
  }
}

/** Does nothing where cookies are not to be had; who must know looks whether it is there. */
export function writeCookie(name: string, value: string, maxAgeSeconds: number): void {
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
