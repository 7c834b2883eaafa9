/**
 * The page of a session that has ended: emptied at once, deaf to the router's history, and left by a full navigation as
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
  /** What is true by now: it changes when the server has confirmed. */
  notice(): Notice
  /** Whether the server has done what it was asked; `null` when nobody has asked it. */
  confirmed: Promise<boolean> | null
  /** Settles when the server has been told, if that is still to come. */
  delivered(): Promise<unknown>
  /** The app's own cleanups, which are bounded in time. */
  cleared: Promise<unknown>
}

export interface Page {
  readonly left: boolean
  /** False on the very page that would be gone to, and on one that is being left. */
  readonly leavable: boolean
  /** `userId`: who is to be taken back to this page after logging in again, where that is known. */
  wipe(notice: Notice, userId?: string): void
  leave(leaving: Leaving): Promise<void>
  /** Leaves an emptied page that the browser has brought back. */
  again(): Promise<void>
}

/** Milliseconds in which a server that is well has answered, and the page has been left. */
const slowMs = 700
const deliveryMs = 1_500

/** Shared by all clients of this page: emptied by each in turn, it would be exchanged for ever, and hang. */
let left = false
/**
 * Empty once the person has asked for another page: sent away from that, they would have to ask for it once more. Shared as well:
 * only the first client hears of it.
 */
let goTo = ''

export function openPage(http: Http, leaveTo: string): Page {
  let correct: ((notice: Notice) => void) | undefined
  // Registered before any router's own: Back gives it nothing to show the private page for, and no question of the app's
  // whether to leave stands between a person and their logout.
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
    // A framework that was still taking over the server's markup does not find it any more, and says so.
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
      // Somebody who logged out has left on purpose; somebody whose session ran out wants to go on.
      if (notice === 'expired' && userId !== undefined) {
        rememberUser(userId)
        goTo = `${leaveTo}${leaveTo.includes('?') ? '&' : '?'}next=${encodeURIComponent(location.pathname + location.search)}`
      }
      correct = wipePage(notice, leaveTo)
    },
    async leave({ notice, confirmed, delivered, cleared }) {
      after(slowMs, () => forgetHistory(leaveTo))
      const probe = () => reached(http, leaveTo)
      // A server that hangs at the logout may still serve pages, so after a moment both are waited for. Another origin's answer
      // says nothing of this one's pages.
      const told = http.base() === location.origin && confirmed
      const reachable = told ? within(slowMs, told).then((yes) => yes || anyOf(told, probe())) : probe()
      await cleared
      const offline = !(await reachable)
      if (offline) {
        correct?.(notice())
        await untilReached(http, leaveTo)
      }
      // Somebody is telling the server just now: with a moment's patience the next page can say that it knows.
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

/** True as soon as one is, false when both are. */
const anyOf = (one: Promise<boolean>, other: Promise<boolean>): Promise<boolean> =>
  Promise.any([one, other].map((it) => it.then((yes) => yes || Promise.reject()))).catch(() => false)
