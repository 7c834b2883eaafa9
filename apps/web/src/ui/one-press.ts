/**
 * One press is one act, whatever it has changed by the time the hand lets go. A held Enter presses again and again whatever has the
 * focus by then, and the second click of a double one meets what has moved to where the first one was: the log-out button of another
 * device, or on the next page the link that takes away what it has to say. Decides nothing else about what is pressed.
 */

/** Sent to the browser as text, so it stands on nothing outside itself. */
function listenForPresses(): void {
  let pressed: Element | null | undefined
  const take = (event: MouseEvent) => {
    const target = event.target instanceof Element ? event.target.closest('a,button') : null
    // The first one may have been on the page before this one.
    if (event.detail > 1 && target && target !== pressed) {
      event.preventDefault()
      event.stopImmediatePropagation()
    } else pressed = target
  }
  addEventListener('click', take, true)
  const hold = (event: KeyboardEvent) => event.repeat && event.key === 'Enter' && event.preventDefault()
  addEventListener('keydown', hold, true)
}

/** Runs in the head: a key that is still down, or the second click, may come before the page's own script. */
export const onePressScript = `(${listenForPresses})()`
