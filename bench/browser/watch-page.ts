/**
 * Runs in every document before its own scripts, and notes times: when the click was, when the private text was last in
 * the document, when the login page stood there. Serialised into the page; notes leave it by the console.
 */

export interface Watched {
  /** What is private. */
  secret: string
}

/** What a document says of itself, in milliseconds since 1970. */
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
    // A frame that is painted with it is what a person sees.
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
  // A document that is left whole is gone with everything in it.
  addEventListener('pagehide', () => {
    if (held) say('emptied')
  })
}
