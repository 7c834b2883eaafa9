/** The one request of a logout: it outlives its page and names its session by a ticket. */
import { logoutPath } from '@campusbite/auth/contract'
import { within } from './bounded'
import type { Http } from './options'

export interface LogoutRequest {
  body: { logoutTicket: string | undefined; refreshToken: string | undefined }
  /** Send cookies, so that the response can clear them. Never if they may belong to another session. */
  cookies: boolean
}

const requestLimitMs = 10_000

/**
 * True if the server itself has confirmed it: a gateway or a captive portal in its place may also answer 200. Sent in the
 * caller's task; never rejects, never hangs.
 */
export async function tellServer(http: Http, request: LogoutRequest | undefined): Promise<boolean> {
  if (!request) return false
  const abort = new AbortController()
  try {
    const answer = http.fetch(`${http.base()}${logoutPath}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request.body),
      credentials: request.cookies ? 'include' : 'omit',
      cache: 'no-store',
      signal: abort.signal,
      // Without it, Firefox never sends the request if a navigation follows at once.
      keepalive: true,
    })
    const done = answer.then(async (response) => response.status === 200 && (await response.json()).success)
    const confirmed = await within(requestLimitMs, done)
    // Nobody is waiting any more for a response that has not arrived by now.
    abort.abort()
    return confirmed === true
  } catch {
    // No response, or not from our server.
    return false
  }
}
