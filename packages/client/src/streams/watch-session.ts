/**
 * Watches the session of the page that is being looked at, so that its end on another device empties the page at once. Only
 * the visible page holds a stream: browsers have few connections for one host, and a hidden one asks when it is seen again.
 */
import type { Unsubscribable } from '../api-types'
import { inBrowser, listen } from '../browser'
import type { Core } from '../core'
import { subscribe } from './subscribe'

export function watchSession(core: Core): void {
  if (!inBrowser()) return
  let held: { generation: number; stream: Unsubscribable } | null = null
  const drop = () => {
    held?.stream.unsubscribe()
    held = null
  }
  const look = () => {
    const { sid, generation } = core.state
    const wanted = sid !== undefined && document.visibilityState === 'visible' && !core.page?.left
    if (held && (!wanted || held.generation !== generation.number)) drop()
    if (!wanted || held) return
    const path = 'session.watch'
    held = { generation: generation.number, stream: subscribe(core, { path, generation: generation.number }, {}) }
  }
  core.state.subscribe(look)
  listen(document, 'visibilitychange', look)
  listen(document, 'prerenderingchange', look)
  listen(window, 'pageshow', look)
  // One that is open would keep the page out of the back/forward cache.
  listen(window, 'pagehide', drop)
  void core.ready.then(look)
}
