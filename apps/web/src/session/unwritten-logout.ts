/**
 * A logout where script may write no cookie while the browser keeps the server's own. The client, which then has no ticket after
 * a page load and leaves no tombstone, names nobody: it would be answered with a success, and the session would live on.
 */
import { logoutPath } from '@campusbite/auth/contract'

/** What the client sends when it counts on the tombstone. */
const namesNobody = '{"logoutTicket":"none"}'

/**
 * The first logout of a page means whoever the cookies are of, as its form without JavaScript does. Of a later one, and of one
 * that another page owes, nobody can tell whose they are by now: it is not sent, and stays owed.
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

/** Whether it is the session that this page was made for that is owed. Without storage no other page's is known here. */
function isOfThisPage(): boolean {
  const { sid } = document.querySelector<HTMLElement>('script[data-sid]')?.dataset ?? {}
  try {
    return sid !== undefined && localStorage.getItem(`campusbite:outbox:${sid}`) !== null
  } catch {
    return sid !== undefined
  }
}
