/**
 * The page of a session that has ended: emptied at once, deaf to the router's history events, and left by a full navigation as
 * soon as there is a server to answer it.
 */
import type { Notice } from '@campusbite/auth/contract'
import { after, within } from './bounded'
import { listen } from './browser'
import { giveNotice, rememberUser } from './notice-cookie'
import type { Http } from './options'
import { reached, untilReached } from './reachable'
import { forgetHistory, wipePage } from './wipe'

export interface Leaving {
  /** The text that is true now: it changes once the server has confirmed. */
  notice(): Notice
  /** Whether the server has ended the session; `null` if it was not asked. */
  confirmed: Promise<boolean> | null
  /** Settles once the server has been told, if that is still to come. */
  delivered(): Promise<unknown>
  /** The app's own cleanups, which have time limits. */
  cleared: Promise<unknown>
}

export interface Page {
  readonly left: boolean
  /** False on the target page itself, and on a page that is already being left. */
  readonly leavable: boolean
  /** `userId`: whom to take back to this page after the next login, if known. */
  wipe(notice: Notice, userId?: string): void
  leave(leaving: Leaving): Promise<void>
  /** Leaves an emptied page again after the browser has restored it. */
  again(): Promise<void>
}

/** Milliseconds within which a healthy server has answered and the page has been left. */
const slowMs = 700
const deliveryMs = 1_500

/** Shared by all clients on this page: if each emptied it in turn, they would replace it forever, and hang. */
let left = false
/**
 * Empty once the user has asked for another page: redirecting now would override their choice. Also shared, since only the first
 * client hears of it.
 */
let goTo = ''

export function openPage(http: Http, leaveTo: string): Page {
  let correct: ((notice: Notice) => void) | undefined
  // Registered before any router's listeners: Back must not make a router render the private page, and no "Leave this page?"
  // dialog of the app may block a logout.
  for (const type of ['popstate', 'hashchange', 'beforeunload']) {
    const silence = (event: Event) => {
      if (!left) return
      event.stopImmediatePropagation()
      if (type === 'beforeunload') goTo = ''
      else forgetHistory(leaveTo)
    }
    listen(window, type, silence, true)
  }

  listen(window, 'error', (event) => {
    // A framework that was still hydrating the server's markup no longer finds it, and reports that.
    if (left && /hydrat|#418/i.test((event as ErrorEvent).message)) event.preventDefault()
  })

  return {
    get left() {
      return left
    },
    get leavable() {
      return !left && location.pathname !== new URL(leaveTo, location.origin).pathname
    },
    wipe(notice, userId) {
      if (left) return
      left = true
      goTo = leaveTo
      // A user who logged out left on purpose; a user whose session expired wants to continue.
      if (notice === 'expired' && userId !== undefined) {
        rememberUser(userId)
        goTo = `${leaveTo}${leaveTo.includes('?') ? '&' : '?'}next=${encodeURIComponent(location.pathname + location.search)}`
      }
      correct = wipePage(notice, leaveTo)
    },
    async leave({ notice, confirmed, delivered, cleared }) {
      after(slowMs, () => forgetHistory(leaveTo))
      const probe = () => reached(http, leaveTo)
      // A server that hangs at the logout may still serve pages, so after a moment we wait for either. A response from another
      // origin says nothing about this origin's pages.
      const told = http.base() === location.origin && confirmed
      const reachable = told ? within(slowMs, told).then((yes) => yes || anyOf(told, probe())) : probe()
      await cleared
      const offline = !(await reachable)
      if (offline) {
        correct?.(notice())
        await untilReached(http, leaveTo)
      }
      // The logout is just being delivered: after a short wait, the next page can say that the server knows.
      if (offline || !told) await within(deliveryMs, delivered())
      if (!goTo) return
      giveNotice(notice())
      location.replace(goTo)
    },
    async again() {
      await untilReached(http, leaveTo)
      location.replace(leaveTo)
    },
  }
}

/** True as soon as one is true, false once both are false. */
const anyOf = (one: Promise<boolean>, other: Promise<boolean>): Promise<boolean> =>
  Promise.any([one, other].map((it) => it.then((yes) => yes || Promise.reject()))).catch(() => false)
