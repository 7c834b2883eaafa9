/**
 * One press is one action, whatever it has changed in the meantime. A held Enter presses again whatever has the focus by then, and
 * the second click of a double click hits whatever has moved under the pointer: another device's log-out button, or a link on the
 * next page that discards its notice. Does not affect any other press.
 */

/** Sent to the browser as text, so it must not reference anything outside itself. */
function listenForPresses(): void {
  let pressed: Element | null = null
  const take = (event: MouseEvent) => {
    const target = event.target instanceof Element ? event.target.closest('a,button') : null
    // Without a known first click, it was on the previous page.
    if (event.detail > 1 && target && target !== pressed) {
      event.preventDefault()
      event.stopImmediatePropagation()
    } else pressed = target
  }
  addEventListener('click', take, true)
  const hold = (event: KeyboardEvent) => event.repeat && event.key === 'Enter' && event.preventDefault()
  addEventListener('keydown', hold, true)
}

/** Runs in the head: a held key or the second click may arrive before the page's own script. */
export const onePressScript = `(${listenForPresses})()`
