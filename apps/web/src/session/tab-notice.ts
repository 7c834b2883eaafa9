/**
 * The notice for this tab's next page, if that is the login page. The notice cookie belongs to the whole browser: if several tabs
 * leave at once, the first one's response may consume it. Holds the reason, never whose session it was, and for one page only.
 */
import { loginPage, type Notice, notices } from '@campusbite/auth/contract'
import type { CampusBite } from '@campusbite/client'

export const tabNoticeKey = 'campusbite:notice'

let carried: Notice | undefined

/** Why the previous page was left, if its session had ended. */
export const carriedNotice = (): Notice | undefined => carried

/** Takes what the previous page has left, and leaves the same when this one goes. */
export function carryNotice(client: CampusBite): void {
  carried = taken()
  if (carried && location.pathname !== loginPage && wasReloaded()) {
    // For a moment an emptied page has no address of its own: reloaded, it redirects to where it was about to go.
    leave(carried)
    location.replace(loginPage)
  }
  // Checked now, because an emptied page has the login page's address before it is left. The login page has shown its notice.
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
    // Without storage there is only the cookie.
    return
  }
}

function leave(notice: Notice): void {
  try {
    sessionStorage.setItem(tabNoticeKey, notice)
  } catch {
    // See above.
  }
}
