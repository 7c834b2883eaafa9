/**
 * Looks whether this page still belongs to the session it was made for, whenever it could have missed the news: shown
 * again from the back-forward cache, thawed, activated, focused, or told that something changed. It decides from what
 * this device knows, at once and offline; asking the server comes after.
 */
import { inBrowser, listen } from './browser'
import type { Core } from './core'
import { isLoggedOut } from './errors'
import { causeFound, type EndCause } from './logout'
import { tombstone } from './session-cookies'
import { veil } from './veil'

export interface PageGuard {
  /**
   * @param kept what the token store holds
   * @returns false when the session was found to be over, and has been ended here
   */
  check(options?: Pick<EndCause, 'stay'>, kept?: string): boolean
  /** The server has just said that the session lives. */
  confirmed(): void
}

const verifyEveryMs = 1_000

export function guardPage(core: Core, verify: () => Promise<void>): PageGuard {
  let verifiedAt = -verifyEveryMs

  const check: PageGuard['check'] = (options = {}, kept = core.vault.peek()?.sid) => {
    const { state } = core
    // After the look into the store, which may have been the first that it answers.
    const { sid } = state
    const lives = kept && !core.outbox.has(kept) && !tombstone.has(kept)
    if (sid === undefined) {
      // Somebody has logged in, in another tab. What was over here is not begun again because a store has kept it.
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
    // What the browser keeps of this page is what it shows first when it brings it back: that must be nothing.
    if (core.state.sid) veil('cached', true)
  })
  listen(window, 'pageshow', (event) => {
    const { persisted } = event as PageTransitionEvent
    if (persisted && core.page?.left) return void core.page.again()
    const show = () => veil('cached', false)
    // While it was kept, the session may have been ended from another device: unseen until the server was asked.
    if (persisted && check() && core.state.sid) void ask().then(show)
    else show()
  })
  listen(document, 'visibilitychange', () => document.visibilityState === 'visible' && look())
  listen(document, 'resume', look)
  listen(document, 'prerenderingchange', look)
  listen(window, 'focus', look)
  listen(window, 'unhandledrejection', (event) => {
    // An answer that was dropped is not a fault: without this, an app that does not await its calls would report one.
    if (isLoggedOut((event as PromiseRejectionEvent).reason)) event.preventDefault()
  })
  return { check, confirmed }
}
