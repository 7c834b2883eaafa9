/**
 * Checks that this page still belongs to the session it was rendered for, whenever it could have missed news: restored from
 * the back/forward cache, resumed, activated, focused, or told that something changed. It decides from what this device knows,
 * at once and offline; asking the server comes after.
 */
import { inBrowser, listen } from './browser'
import type { Core } from './core'
import { isLoggedOut } from './errors'
import { causeFound, type EndCause } from './logout'
import { tombstone } from './session-cookies'
import { veil } from './veil'

export interface PageGuard {
  /**
   * @param kept the session in the token store
   * @returns false if the session was found to be over, and has been ended here
   */
  check(options?: Pick<EndCause, 'stay'>, kept?: string): boolean
  /** The server has just confirmed that the session is alive. */
  confirmed(): void
}

const verifyEveryMs = 1_000

export function guardPage(core: Core, verify: () => Promise<void>): PageGuard {
  let verifiedAt = -verifyEveryMs

  const check: PageGuard['check'] = (options = {}, kept = core.vault.peek()?.sid) => {
    const { state } = core
    // Read after the token store, which may have answered for the first time just now.
    const { sid } = state
    const lives = kept && !core.outbox.has(kept) && !tombstone.has(kept)
    if (sid === undefined) {
      // Another tab has logged in. A session that was over here does not start again because a store still holds it.
      if (lives && kept !== state.over && !core.page?.left) {
        state.signIn(kept)
        state.announce()
      }
      return true
    }
    if (lives && kept === sid) return true
    void core.end({ ...causeFound(core, sid), ...options })
    return false
  }
  const confirmed = () => {
    verifiedAt = core.now()
  }
  const ask = () => {
    confirmed()
    return verify()
  }
  const look = () => {
    if (check() && core.state.sid && core.now() - verifiedAt >= verifyEveryMs) void ask()
  }
  if (!inBrowser()) return { check, confirmed }

  listen(window, 'pagehide', () => {
    // When the browser restores this page from its cache, the first thing it shows must be nothing.
    if (core.state.sid) veil('cached', true)
  })
  listen(window, 'pageshow', (event) => {
    const { persisted } = event as PageTransitionEvent
    if (persisted && core.page?.left) return void core.page.again()
    const show = () => veil('cached', false)
    // While the page was cached, another device may have ended the session: hidden until the server has been asked.
    if (persisted && check() && core.state.sid) void ask().then(show)
    else show()
  })
  listen(document, 'visibilitychange', () => document.visibilityState === 'visible' && look())
  listen(document, 'resume', look)
  listen(document, 'prerenderingchange', look)
  listen(window, 'focus', look)
  listen(window, 'unhandledrejection', (event) => {
    // A dropped response is not an error: without this, an app that does not await its calls would report one.
    if (isLoggedOut((event as PromiseRejectionEvent).reason)) event.preventDefault()
  })
  return { check, confirmed }
}
