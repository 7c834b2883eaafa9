/**
 * Takes everything private off the page at once, whatever the network does, and keeps it off. The body is exchanged as a
 * whole: a framework goes on with the elements it knows, out of the document, and neither fails nor puts anything back.
 */
import type { Notice } from '@campusbite/auth/contract'
import { loggedOutBody, sayNotice } from './logged-out-view'
import { standIn } from './stand-in-body'
import { unveil } from './veil'

const title = 'Logged out'

/** Returns how to correct the notice later. */
export function wipePage(notice: Notice, leaveTo: string): (notice: Notice) => void {
  const body = loggedOutBody(notice, leaveTo, document.body?.className ?? '')
  const blank = () => blankHead(body.ownerDocument)
  standIn(body, blank)
  blank()
  forgetFlight()
  // Not yet where it is going: whoever waits for that address should find the next page there, and not this one. Offline there
  // is none, and whoever loads this one anew as soon as there is should come to the right one.
  forgetHistory(navigator.onLine ? '/' : leaveTo)
  // A router that is still running writes its state and address back with its next render.
  history.pushState = history.replaceState = () => {}
  getSelection()?.removeAllRanges()
  unveil()
  body.querySelector('h1')?.focus({ preventScroll: true })
  return (corrected) => sayNotice(body, corrected)
}

/** Blanked, not removed: React takes its own elements out of the head later, and fails on one that has no parent. */
function blankHead(page: Document): void {
  // Written anew, it would be a change of the page, after which this is done again, for ever.
  if (page.title !== title) page.title = title
  const kept = /^(viewport|color-scheme|theme-color)$/
  for (const meta of page.head.querySelectorAll<HTMLMetaElement>('meta[name],meta[property]')) {
    if (!kept.test(meta.name)) meta.content = ''
  }
  for (const script of page.head.querySelectorAll('script:not([src])')) script.textContent = ''
}

/** The server's rendering of the private page is kept by Next as text, beside the elements made from it. */
function forgetFlight(): void {
  const flight: unknown = (globalThis as { __next_f?: unknown }).__next_f
  if (Array.isArray(flight)) flight.length = 0
}

/** Past the router's own patch of `replaceState`, which would copy the private page's state into the new entry. */
export function forgetHistory(address: string): void {
  try {
    History.prototype.replaceState.call(history, null, '', address)
  } catch {
    // Browsers limit how often this may be called; what counts is that the content is gone.
  }
}
