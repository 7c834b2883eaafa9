/** Hides the whole page for as long as there is a reason to. Removes nothing. */

/** The page is in the back/forward cache, or the server has not confirmed its session yet. */
export type VeilReason = 'cached' | 'unconfirmed'

const reasons = new Set<VeilReason>()

/** Set from script, which a strict Content-Security-Policy allows. */
export function veil(reason: VeilReason, on: boolean): void {
  if (on) reasons.add(reason)
  else reasons.delete(reason)
  document.documentElement.style.visibility = reasons.size > 0 ? 'hidden' : ''
}

/** Whatever the reasons for hiding were: from now on the page shows only what everyone may see. */
export function unveil(): void {
  reasons.clear()
  veil('cached', false)
}
