/**
 * Runs in every document before its own scripts, and records times: of the click, when the private text was last in the document,
 * when the login page appeared. Serialized into the page; the notes leave it through the console.
 */

export interface Watched {
  /** The private text. */
  secret: string
}

/** A document's note, in milliseconds since 1970. */
export interface Note {
  what: 'clicked' | 'emptied' | 'login'
  at: number
}

export const mark = 'measured:'

export function watchPage({ secret }: Watched): void {
  const say = (what: string) =>
    console.info(`measured:${JSON.stringify({ what, at: performance.timeOrigin + performance.now() })}`)
  let held = false
  let atLogin = false
  const look = () => {
    const holds = document.documentElement?.outerHTML.includes(secret) ?? false
    if (held && !holds) say('emptied')
    held = holds
    const login = location.pathname === '/login' && document.querySelector('h1')?.textContent === 'Log in'
    // A user sees it once a frame is painted with it.
    if (login && !atLogin) requestAnimationFrame(() => say('login'))
    atLogin = login
  }
  new MutationObserver(look).observe(document, { childList: true, subtree: true, characterData: true })
  addEventListener(
    'click',
    ({ target }) => {
      if (target instanceof Element && target.closest('button')?.textContent === 'Log out') say('clicked')
    },
    true,
  )
  // A document that is left takes everything in it with it.
  addEventListener('pagehide', () => {
    if (held) say('emptied')
  })
}
