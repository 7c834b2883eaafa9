/** Whether there is a page to navigate to. Navigating without one ends on the browser's error page. */
import { after } from './bounded'
import { listen } from './browser'
import type { Http } from './options'

const probeLimitMs = 10_000
const firstRetryMs = 1_000
export const lastRetryMs = 15_000

/** Whether a path on this origin is answered with a page, and not by a gateway whose server is down. */
export async function reached({ fetch }: Http, path: string): Promise<boolean> {
  const abort = new AbortController()
  const cancel = after(probeLimitMs, () => abort.abort())
  try {
    // With cookies: if a tombstone is among them, any response honors it.
    const { status } = await fetch(path, {
      method: 'HEAD',
      cache: 'no-store',
      redirect: 'manual',
      signal: abort.signal,
    })
    return status < 500
  } catch {
    return false
  } finally {
    cancel()
  }
}

/** Settles once something answers. Retries after a while, and as soon as the network is back. */
export async function untilReached(http: Http, path: string): Promise<void> {
  for (let wait = firstRetryMs; !(await reached(http, path)); wait = Math.min(wait * 2, lastRetryMs)) {
    await pause(wait)
  }
}

/** Settles after a while, or as soon as the network is back. */
export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      cancel()
      stop()
      resolve()
    }
    const cancel = after(milliseconds, done)
    const stop = listen(window, 'online', done)
  })
}
