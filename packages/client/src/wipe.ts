/**
 * Takes everything private off the page at once, whatever the network does, and keeps it off. The body is exchanged as a
 * whole: a framework goes on with the elements it knows, out of the document, and neither fails nor puts anything back.
 */
import type { Notice } from '@campusbite/auth/contract'
import { loggedOutBody, sayNotice } from './logged-out-view'
import { unveil } from './veil'

/** Returns how to correct the notice later. */
export function wipePage(notice: Notice, leaveTo: string): (notice: Notice) => void {
  const root = document.documentElement
  let body = loggedOutBody(notice, leaveTo, document.body?.className ?? '')
  const view = [...body.childNodes]
  showOnly(root, body)
  blankHead()
  forgetFlight()
  forgetHistory(leaveTo)
  freezeHistory()
  getSelection()?.removeAllRanges()
  unveil()
  body.querySelector('h1')?.focus({ preventScroll: true })

  // Overlays and announcers add to `document.body` by themselves, and a page that is still loading brings its body along.
  // What is added leaves the document together with the body it was added to, so that whoever takes it away again finds
  // it in its place.
  new MutationObserver(() => {
    if (body.childNodes.length > view.length) {
      const { className } = body
      body = document.createElement('body') as HTMLBodyElement
      body.className = className
      body.append(...view)
    }
    showOnly(root, body)
  }).observe(root, { childList: true, subtree: true })
  return (corrected) => sayNotice(body, corrected)
}

function showOnly(root: HTMLElement, body: HTMLBodyElement): void {
  for (const child of [...root.children]) if (child !== body && child !== document.head) child.remove()
  if (body.parentNode !== root) root.append(body)
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
