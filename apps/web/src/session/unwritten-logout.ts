/**
 * Logout when script cannot write cookies but the browser keeps the server's own. After a page load the client then has no ticket
 * and leaves no tombstone, so its request names nobody: it would be answered with success, and the session would stay alive.
 */
import { logoutPath } from '@campusbite/auth/contract'

/** What the client sends when it relies on the tombstone. */
const namesNobody = '{"logoutTicket":"none"}'

/**
 * A page's first logout means whoever the cookies belong to, like its form without JavaScript. For a later one, and for one queued
 * by another page, nobody can tell whose cookies they are by now: it is not sent, and stays queued.
 */
export function namingWhoIsHere(ask: typeof fetch): typeof fetch {
  let sent = false
  return async (url, init) => {
    if (init?.body !== namesNobody || !String(url).endsWith(logoutPath) || canWriteCookies()) return ask(url, init)
    if (sent || !isOfThisPage()) throw new TypeError('The session of this page is no longer known.')
    sent = true
    return ask(url, { ...init, body: '{}' })
  }
}

function canWriteCookies(): boolean {
  try {
    // biome-ignore lint/suspicious/noDocumentCookie: cookieStore is asynchronous; a logout is sent within the click
    document.cookie = 'campusbite-probe=1; Path=/; SameSite=Lax'
    const written = document.cookie.includes('campusbite-probe=1')
    // biome-ignore lint/suspicious/noDocumentCookie: as above
    document.cookie = 'campusbite-probe=; Path=/; SameSite=Lax; Max-Age=0'
    return written
  } catch {
    return false
  }
}

/** Whether the queued logout is for the session that this page was rendered for. Without storage, no other page's is known. */
function isOfThisPage(): boolean {
  const { sid } = document.querySelector<HTMLElement>('script[data-sid]')?.dataset ?? {}
  try {
    return sid !== undefined && localStorage.getItem(`campusbite:outbox:${sid}`) !== null
  } catch {
    return sid !== undefined
  }
}
