/**
 * Removes everything private from the page at once, whatever the network does, and keeps it off. The body is replaced as a
 * whole: a framework keeps working on its own elements outside the document, and neither fails nor puts anything back.
 */
import type { Notice } from '@campusbite/auth/contract'
import { loggedOutBody, sayNotice } from './logged-out-view'
import { standIn } from './stand-in-body'
import { unveil } from './veil'

const title = 'Logged out'

/** @returns a function that changes the notice later */
export function wipePage(notice: Notice, leaveTo: string): (notice: Notice) => void {
  const body = loggedOutBody(notice, leaveTo, document.body?.className ?? '')
  const blank = () => blankHead(body.ownerDocument)
  standIn(body, blank)
  blank()
  forgetFlight()
  // Not the target's address yet: whoever waits for that should find the next page, not this one. Offline there is no next
  // page, and a reload once the network is back should lead to the right one.
  forgetHistory(navigator.onLine ? '/' : leaveTo)
  // A router that is still running would restore its state and address with its next render.
  history.pushState = history.replaceState = () => {}
  getSelection()?.removeAllRanges()
  unveil()
  body.querySelector('h1')?.focus({ preventScroll: true })
  return (corrected) => sayNotice(body, corrected)
}

/** Blanked, not removed: React removes its own elements from the head later, and fails on one without a parent. */
function blankHead(page: Document): void {
  // Setting the same title again would count as a change of the page, which triggers this again, forever.
  if (page.title !== title) page.title = title
  const kept = /^(viewport|color-scheme|theme-color)$/
  for (const meta of page.head.querySelectorAll<HTMLMetaElement>('meta[name],meta[property]')) {
    if (!kept.test(meta.name)) meta.content = ''
  }
  for (const script of page.head.querySelectorAll('script:not([src])')) script.textContent = ''
}

/** Next keeps the server's rendering of the private page as text, next to the elements made from it. */
function forgetFlight(): void {
  const flight: unknown = (globalThis as { __next_f?: unknown }).__next_f
  if (Array.isArray(flight)) flight.length = 0
}

/** Bypasses the router's patch of `replaceState`, which would copy the private page's state into the new entry. */
export function forgetHistory(address: string): void {
  try {
    History.prototype.replaceState.call(history, null, '', address)
  } catch {
    // Browsers limit how often this may be called. What matters is that the content is gone.
  }
}
