/**
 * Watches the session of the visible page, so that its end on another device empties the page at once. Only a visible page holds
 * a stream: browsers open few connections per host, and a hidden page asks when it becomes visible. If several windows are
 * visible, one holds the stream for all and tells the others: a seventh would wait for a connection forever.
 */
import { after } from '../bounded'
import { inBrowser, listen } from '../browser'
import type { Core } from '../core'
import { subscribe } from './subscribe'

/** A page that is only passed through needs no stream, and tools that wait for network idle must see it once. */
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
  // An open stream would keep the page out of the back/forward cache.
  listen(window, 'pagehide', drop)
  void core.ready().then(look)
}

/** One window at a time. Without locks, or if this page gets none, each window has its own stream. */
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
