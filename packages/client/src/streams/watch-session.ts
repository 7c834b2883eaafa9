/**
 * Watches the session of the page that is being looked at, so that its end on another device empties the page at once. Only
 * a visible page holds a stream: browsers have few connections for one host, and a hidden one asks when it is seen again. Of
 * many windows side by side one holds it for all, and tells the others: a seventh would wait for a connection for ever.
 */
import { after } from '../bounded'
import { inBrowser, listen } from '../browser'
import type { Core } from '../core'
import { subscribe } from './subscribe'

/** A page that is only passed through is not worth a stream, and what waits for a quiet network must find it quiet once. */
const settleMs = 1_500

export function watchSession(core: Core): void {
  if (!inBrowser()) return
  let held: { generation: number; stop: AbortController } | null = null
  const drop = () => {
    held?.stop.abort()
    held = null
  }
  const open = (sid: string, generation: number): AbortController => {
    const stop = new AbortController()
    const cancel = after(settleMs, () => void inTurn(sid, stop.signal, () => hold(core, generation, stop.signal)))
    listen(stop.signal, 'abort', cancel)
    return stop
  }
  const look = () => {
    const { sid, generation } = core.state
    const wanted = sid !== undefined && document.visibilityState === 'visible' && !core.page?.left
    if (held && (!wanted || held.generation !== generation)) drop()
    if (!wanted || held) return
    held = { generation, stop: open(sid, generation) }
  }
  core.state.subscribe(look)
  listen(document, 'visibilitychange', look)
  listen(document, 'prerenderingchange', look)
  listen(window, 'pageshow', look)
  // One that is open would keep the page out of the back/forward cache.
  listen(window, 'pagehide', drop)
  void core.ready().then(look)
}

/** One window after the other. Where there are no locks, or none for this page, each has a stream of its own. */
async function inTurn(sid: string, signal: AbortSignal, work: () => Promise<void>): Promise<void> {
  try {
    await navigator.locks.request(`campusbite:watch:${sid}`, { signal }, work)
  } catch {
    if (!signal.aborted) await work()
  }
}

/** Settles when the stream is over. */
function hold(core: Core, generation: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const over = () => resolve()
    const { unsubscribe } = subscribe(core, { path: 'session.watch', generation }, { onComplete: over, onError: over })
    for (const end of [unsubscribe, over]) listen(signal, 'abort', end)
  })
}
