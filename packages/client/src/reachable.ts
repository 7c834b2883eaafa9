/** Whether there is anything to navigate to. A navigation while there is not ends on the browser's error page. */
import { after } from './bounded'
import { listen } from './browser'
import type { Http } from './options'

const probeLimitMs = 10_000
const firstRetryMs = 1_000
export const lastRetryMs = 15_000

/** Whether a path of this origin is answered with a page, and not for a server that is down. */
export async function reached({ fetch }: Http, path: string): Promise<boolean> {
  const abort = new AbortController()
  const cancel = after(probeLimitMs, () => abort.abort())
  try {
    // With cookies: a tombstone among them is honoured by whatever answers.
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

/** Settles when something answers, asking again after a while and as soon as the network is back. */
export async function untilReached(http: Http, path: string): Promise<void> {
  for (let wait = firstRetryMs; !(await reached(http, path)); wait = Math.min(wait * 2, lastRetryMs)) {
    await pause(wait)
  }
}

/** Settles after a while, and as soon as the network is back. */
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
