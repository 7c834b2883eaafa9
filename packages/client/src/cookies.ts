/** Reads and writes the readable cookies, named as the server names them. Does not know what they mean. */
import { takesSecure } from '@campusbite/auth/contract'

/** False outside a browser, where there are no cookies. */
export const secure = (): boolean => takesSecure(globalThis.location ?? {})

/** Name and value of each cookie whose name starts with the prefix. Values contain no `=`. Browsers list the oldest first. */
export function cookies(prefix: string): [name: string, value?: string][] {
  try {
    const pairs = document.cookie.split('; ').filter((pair) => pair.startsWith(prefix))
    return pairs.map((pair) => pair.split('=') as [string, string?])
  } catch {
    // There is no document outside a browser, and a sandboxed frame throws on access.
    return []
  }
}

/** Does nothing if cookies are unavailable. To find out whether it worked, read the cookie. */
export function writeCookie(name: string, value: string, maxAgeSeconds: number): void {
  const attributes = `Path=/; SameSite=Lax; Max-Age=${Math.floor(maxAgeSeconds)}${secure() ? '; Secure' : ''}`
  try {
    // biome-ignore lint/suspicious/noDocumentCookie: cookieStore is asynchronous; a logout must be durable within the click
    document.cookie = `${name}=${value}; ${attributes}`
    // Chromium stores a cookie asynchronously, but before script can read it; without this read, a navigation would overtake it.
    void document.cookie
  } catch {
    // See above.
  }
}

export const deleteCookie = (name: string): void => writeCookie(name, '', 0)
