/** The one request of a logout: survives the page it was sent from, and names its session by a ticket. */
import { logoutPath } from '@campusbite/auth/contract'
import { within } from './bounded'
import type { Http } from './options'

export interface LogoutRequest {
  body: { logoutTicket: string | undefined; refreshToken: string | undefined }
  /** Cookies go along, so that the answer can clear them. Never when they may belong to another session. */
  cookies: boolean
}

const requestLimitMs = 10_000

/**
 * True where the server itself has said that it is done: what stands in its place, a gateway or the login page of a hotel,
 * answers 200 as well. Sent within the caller's task; never rejects, never hangs.
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
      // Without it Firefox never sends the request when a navigation follows at once.
      keepalive: true,
    })
    const done = answer.then(async (response) => response.status === 200 && (await response.json()).success)
    const confirmed = await within(requestLimitMs, done)
    // Nobody waits any more for what has not answered by now.
    abort.abort()
    return confirmed === true
  } catch {
    // No answer, or not ours.
    return false
  }
}
