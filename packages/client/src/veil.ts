/** Hides the whole page for as long as anybody has a reason to. Removes nothing. */

/** In the back/forward cache; or of a session that the server has yet to confirm. */
export type VeilReason = 'cached' | 'unconfirmed'

const reasons = new Set<VeilReason>()

/** Through the object model, which a strict Content-Security-Policy allows. */
export function veil(reason: VeilReason, on: boolean): void {
  if (on) reasons.add(reason)
  else reasons.delete(reason)
  document.documentElement.style.visibility = reasons.size > 0 ? 'hidden' : ''
}

/** Whoever else has hidden the page: what it shows from now on is for everybody. */
export function unveil(): void {
  reasons.clear()
  veil('cached', false)
}
