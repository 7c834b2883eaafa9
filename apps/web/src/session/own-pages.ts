/**
 * Whether it is this server that answers for the login page. A hotel's network, a proxy or another program on the port answers
 * with a page as well; a logout that left for it would lose what it says, and the script that still tells the server.
 */

/** On each answer of the page gate, and on nobody else's. */
export const ownPageHeader = 'CampusBite-Page'

/** Of the client's requests only the question whether there is a page to go to is a `HEAD`. */
export const askingOwnPages =
  (ask: typeof fetch): typeof fetch =>
  async (url, init) => {
    if (init?.method !== 'HEAD') return ask(url, init)
    // Followed: to somebody who is in by now this server answers with a redirect, and so does a hotel, to a page of its own.
    const answer = await ask(url, { ...init, redirect: 'follow' })
    if (!answer.headers.has(ownPageHeader)) throw new TypeError('The response did not come from this server.')
    return answer
  }
