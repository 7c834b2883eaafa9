/** Reads and writes readable cookies, named as the server names them. Owns no meaning of any of them. */
import { takesSecure } from '@campusbite/auth/contract'

/** False outside a browser, where there are no cookies. */
export const secure = (): boolean => takesSecure(globalThis.location ?? {})

/** Name and value of each cookie whose name begins so, none of which holds a `=`; the browser lists the oldest first. */
export function cookies(prefix: string): [name: string, value?: string][] {
  try {
    const pairs = document.cookie.split('; ').filter((pair) => pair.startsWith(prefix))
    return pairs.map((pair) => pair.split('=') as [string, string?])
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
