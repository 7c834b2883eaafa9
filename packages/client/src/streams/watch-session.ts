/**
 * Watches the session of the page that is being looked at, so that its end on another device empties the page at once. Only
 * the visible page holds a stream: browsers have few connections for one host, and a hidden one asks when it is seen again.
 */
import type { Unsubscribable } from '../api-types'
import { after } from '../bounded'
import { inBrowser, listen } from '../browser'
import type { Core } from '../core'
import { subscribe } from './subscribe'

/** A page that is only passed through is not worth a stream, and what waits for a quiet network must find it quiet once. */
const settleMs = 1_500

export function watchSession(core: Core): void {
  if (!inBrowser()) return
  let held: (Unsubscribable & { generation: number }) | null = null
  const drop = () => {
    held?.unsubscribe()
    held = null
  }
  const open = (generation: number): Unsubscribable => {
    let stream: Unsubscribable | null = null
    const cancel = after(settleMs, () => {
      stream = subscribe(core, { path: 'session.watch', generation }, {})
    })
    return { unsubscribe: () => (stream ? stream.unsubscribe() : cancel()) }
  }
  const look = () => {
    const { sid, generation } = core.state
    const wanted = sid !== undefined && document.visibilityState === 'visible' && !core.page?.left
    if (held && (!wanted || held.generation !== generation)) drop()
    if (!wanted || held) return
    held = { generation, ...open(generation) }
  }
  core.state.subscribe(look)
  listen(document, 'visibilitychange', look)
  listen(document, 'prerenderingchange', look)
  listen(window, 'pageshow', look)
  // One that is open would keep the page out of the back/forward cache.
  listen(window, 'pagehide', drop)
  void core.ready().then(look)
}
