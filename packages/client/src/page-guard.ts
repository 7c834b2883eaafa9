/**
 * Looks whether this page still belongs to the session it was made for, whenever it could have missed the news: shown
 * again from the back-forward cache, thawed, focused, or told that something changed. It decides from what this device
 * knows, at once and offline; asking the server comes after.
 */
import { inBrowser, listen } from './browser'
import type { Core } from './core'
import { isLoggedOut } from './errors'
import { tombstone } from './session-cookies'

export interface PageGuard {
  /** @returns false when the session was found to be over, and has been ended here */
  check(): boolean
}

const verifyEveryMs = 2_000

export function guardPage(core: Core, verify: () => Promise<void>): PageGuard {
  let verifiedAt = Number.NEGATIVE_INFINITY

  const check = () => {
    const { sid } = core.state
    if (sid === undefined) return true
    const here = core.vault.peek()?.sid
    if (here === sid && !core.outbox.has(sid) && !tombstone.has(sid)) return true
    void core.end({ reason: 'logged-out', tell: false, heard: true })
    return false
  }
  const look = () => {
    if (!check() || core.state.sid === undefined || core.now() - verifiedAt < verifyEveryMs) return
    verifiedAt = core.now()
    void verify()
  }
  if (!inBrowser()) return { check }

  const root = document.documentElement
  listen(window, 'pagehide', () => {
    // What the browser keeps of this page is what it shows first when it brings it back: that must be nothing.
    if (core.state.sid !== undefined) root.style.visibility = 'hidden'
  })
  listen(window, 'pageshow', (event) => {
    if (core.page?.left) {
      if ((event as PageTransitionEvent).persisted) core.page.again()
      return
    }
    look()
    root.style.visibility = ''
  })
  listen(document, 'visibilitychange', () => document.visibilityState === 'visible' && look())
  listen(document, 'resume', look)
  listen(window, 'focus', look)
  listen(window, 'unhandledrejection', (event) => {
    // An answer that was dropped is not a fault: without this, an app that does not await its calls would report one.
    if (isLoggedOut((event as PromiseRejectionEvent).reason)) event.preventDefault()
  })
  return { check }
}
