/** The one request of a logout: survives the page it was sent from, names its session by a ticket, reads no answer body. */
import { paths } from '@campusbite/auth/contract'
import { within } from './bounded'
import type { Http } from './options'

export interface LogoutRequest {
  body: { logoutTicket?: string; refreshToken?: string }
  /** Cookies go along, so that the answer can clear them. Never when they may belong to another session. */
  cookies: boolean
}

const requestLimitMs = 10_000

/** The HTTP status, or 0 when there was no answer. Sent within the caller's task; never rejects, never hangs. */
export async function tellServer(http: Http, { body, cookies }: LogoutRequest): Promise<number> {
  const abort = new AbortController()
  try {
    const answer = http.fetch(`${http.base()}${paths.logout}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      credentials: cookies ? 'include' : 'omit',
      cache: 'no-store',
      signal: abort.signal,
      // Without it Firefox never sends the request when a navigation follows at once.
      keepalive: true,
    })
    const response = await within(requestLimitMs, answer)
    if (response) return response.status
    abort.abort()
  } catch {
    // No answer, as where it took too long.
  }
  return 0
}
