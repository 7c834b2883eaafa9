/**
 * What this tab's next page is to say, where that is the login page. The notice cookie is the whole browser's: of tabs that leave
 * together, the answer to the first may take it from the others. Holds the reason, never whose session it was, and for one page only.
 */
import { loginPage, type Notice, notices } from '@campusbite/auth/contract'
import type { CampusBite } from '@campusbite/client'

export const tabNoticeKey = 'campusbite:notice'

let carried: Notice | undefined

/** Why the page before this one was left, if its session had ended. */
export const carriedNotice = (): Notice | undefined => carried

/** Takes what the page before has left, and leaves the like when this one goes. */
export function carryNotice(client: CampusBite): void {
  carried = taken()
  if (carried && location.pathname !== loginPage && wasReloaded()) {
    // An emptied page bears no address of its own for a moment: loaded anew, it leads to where it was about to.
    leave(carried)
    location.replace(loginPage)
  }
  // Asked now: an emptied page bears the login page's address before it is left. The login page itself has said its word.
  if (location.pathname === loginPage) return
  addEventListener('pagehide', () => {
    const { session } = client
    const reason = session.status === 'signed-out' && session.reason
    if (reason) leave(reason === 'logged-out' && client.pending() ? 'logged-out-queued' : reason)
  })
}

function wasReloaded(): boolean {
  const [navigation] = performance.getEntriesByType('navigation')
  return (navigation as PerformanceNavigationTiming | undefined)?.type === 'reload'
}

function taken(): Notice | undefined {
  try {
    const found = sessionStorage.getItem(tabNoticeKey)
    sessionStorage.removeItem(tabNoticeKey)
    return notices.find((notice) => notice === found)
  } catch {
    // Without storage there is the cookie alone.
    return
  }
}

function leave(notice: Notice): void {
  try {
    sessionStorage.setItem(tabNoticeKey, notice)
  } catch {
    // As above.
  }
}
