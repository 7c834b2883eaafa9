/**
 * Takes everything private off the page at once, whatever the network does, and keeps it off. The body is exchanged as a
 * whole: a framework goes on with the elements it knows, out of the document, and neither fails nor puts anything back.
 */
import type { Notice } from '@campusbite/auth/contract'
import { loggedOutBody, sayNotice } from './logged-out-view'

/** Returns how to correct the notice later. */
export function wipePage(notice: Notice, leaveTo: string): (notice: Notice) => void {
  const root = document.documentElement
  let body: HTMLElement = loggedOutBody(notice, leaveTo, document.body?.className ?? '')
  const ours = [...body.childNodes]
  if (document.body) document.body.replaceWith(body)
  else root.append(body)
  blankHead()
  forgetFlight()
  forgetHistory(leaveTo)
  freezeHistory()
  getSelection()?.removeAllRanges()
  root.style.visibility = ''
  body.querySelector('h1')?.focus({ preventScroll: true })

  // Overlays and announcers add to `document.body` by themselves. What they add leaves the document together with the
  // body it was added to, so that they find it in its place when they take it away again.
  new MutationObserver(() => {
    if (document.body === body && body.childNodes.length === ours.length) return
    const next = document.createElement('body')
    next.className = body.className
    next.append(...ours)
    if (document.body) document.body.replaceWith(next)
    else root.append(next)
    body = next
  }).observe(root, { childList: true, subtree: true })
  return (corrected) => sayNotice(body, corrected)
}

/** Blanked, not removed: React takes its own elements out of the head later, and fails on one that has no parent. */
function blankHead(): void {
  document.title = 'Logged out'
  for (const meta of document.head.querySelectorAll('meta[name],meta[property]')) {
    if (!/^(viewport|color-scheme|theme-color)$/.test(meta.getAttribute('name') ?? '')) meta.setAttribute('content', '')
  }
  for (const script of document.head.querySelectorAll('script:not([src])')) script.textContent = ''
}

/** The server's rendering of the private page is kept by Next as text, beside the elements made from it. */
function forgetFlight(): void {
  const flight: unknown = Reflect.get(globalThis, '__next_f')
  if (Array.isArray(flight)) flight.length = 0
}

/** Past the router's own patch of `replaceState`, which would copy the private page's state into the new entry. */
export function forgetHistory(leaveTo: string): void {
  try {
    History.prototype.replaceState.call(history, null, '', leaveTo)
  } catch {
    // Browsers limit how often this may be called; what counts is that the content is gone.
  }
}

/** A router that is still running writes its state and address back with its next render. */
function freezeHistory(): void {
  history.pushState = () => {}
  history.replaceState = () => {}
}
