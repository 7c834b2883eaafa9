/**
 * Checks that this server answers for the login page. A captive portal, a proxy or another program on the port answers with a page
 * as well; a logout that left for it would lose its notice, and the script that still has to tell the server.
 */

/** On every response of the page gate, and on no other's. */
export const ownPageHeader = 'CampusBite-Page'

/** The client's only `HEAD` request asks whether there is a page to go to. */
export const askingOwnPages =
  (ask: typeof fetch): typeof fetch =>
  async (url, init) => {
    if (init?.method !== 'HEAD') return ask(url, init)
    // Redirects are followed: this server redirects a user who has logged in by now, and a captive portal to its own page.
    const answer = await ask(url, { ...init, redirect: 'follow' })
    if (!answer.headers.has(ownPageHeader)) throw new TypeError('The response did not come from this server.')
    return answer
  }
