/**
 * The page of a session that has ended: emptied at once, deaf to the router's history, and left by a full navigation as
 * soon as there is a server to answer it. A navigation while it is unreachable would end on the browser's error page.
 */
import { type Notice, noticeCookieName } from '@campusbite/auth/contract'
import { after, within } from './bounded'
import { listen } from './browser'
import { secure, writeCookie } from './cookies'
import type { Http } from './options'
import type { Delivery } from './outbox'
import { forgetHistory, wipePage } from './wipe'

export interface Page {
  readonly left: boolean
  wipe(reason: Notice, confirmed: boolean): void
  /** Leaves once the server has answered and the app's cleanups are done; both are bounded. */
  leave(reason: Notice, told: Promise<Delivery>, cleared: Promise<unknown>): Promise<void>
  /** Leaves an emptied page that the browser has brought back. */
  again(): void
}

const noticeSeconds = 60
const probeAfterMs = 700
const probeLimitMs = 10_000
const firstRetryMs = 1_000
const lastRetryMs = 15_000

export function openPage(http: Http, leaveTo: string): Page {
  let left = false
  let correct = (_notice: Notice): void => {}
  // Registered before any router's own, so that Back shows it nothing to restore the private page from.
  const silence = (event: Event) => {
    if (!left) return
    event.stopImmediatePropagation()
    forgetHistory(leaveTo)
  }
  listen(window, 'popstate', silence, true)
  listen(window, 'hashchange', silence, true)

  const go = (notice: Notice | null) => {
    if (notice) writeCookie(noticeCookieName(secure()), notice, noticeSeconds)
    location.replace(leaveTo)
  }

  return {
    get left() {
      return left
    },
    wipe(reason, confirmed) {
      if (left) return
      left = true
      correct = wipePage(owed(reason, confirmed), leaveTo)
    },
    async leave(reason, told, cleared) {
      let confirmed = false
      const answered = told.then((delivery) => {
        confirmed = delivery === 'ended'
        if (confirmed) correct(reason)
        return delivery !== 'unreachable'
      })
      const [reachable] = await Promise.all([
        within(probeAfterMs, answered).then((known) => known ?? Promise.race([answered, reached(http, leaveTo)])),
        cleared,
      ])
      if (!reachable) await untilReached(http, leaveTo)
      go(owed(reason, confirmed))
    },
    again: () => go(null),
  }
}

const owed = (reason: Notice, confirmed: boolean): Notice =>
  reason === 'logged-out' && !confirmed ? 'logged-out-queued' : reason

/** Whether anything answers where we want to go: any status will do, for a page to be shown. */
async function reached({ fetch }: Http, leaveTo: string): Promise<boolean> {
  const abort = new AbortController()
  const cancel = after(probeLimitMs, () => abort.abort())
  try {
    await fetch(leaveTo, {
      method: 'HEAD',
      credentials: 'omit',
      cache: 'no-store',
      redirect: 'manual',
      signal: abort.signal,
    })
    return true
  } catch {
    return false
  } finally {
    cancel()
  }
}

async function untilReached(http: Http, leaveTo: string): Promise<void> {
  for (let wait = firstRetryMs; ; wait = Math.min(wait * 2, lastRetryMs)) {
    await new Promise<void>((resolve) => {
      const done = () => {
        cancel()
        stop()
        resolve()
      }
      const cancel = after(wait, done)
      const stop = listen(window, 'online', done)
    })
    if (await reached(http, leaveTo)) return
  }
}
