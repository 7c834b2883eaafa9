/**
 * A tombstone says: that session was logged out in this browser, while its HttpOnly cookies could not be deleted. Whatever
 * request comes next, the session is treated as ended, is ended, and its cookies go. Only the browser that holds the
 * session's own credentials can do this, so a tombstone is no way to log out anybody else.
 */
import type { Auth } from '@campusbite/auth'
import { cookieTag } from '@campusbite/auth/contract'
import type { CredentialCookies, RequestCookies } from '../cookies'
import type { Reply } from '../reply'

/** @returns the sessions that are left */
export async function honourTombstones(
  auth: Auth,
  cookies: RequestCookies,
  reply: Reply,
): Promise<CredentialCookies[]> {
  const dead = new Set(cookies.tombstones.map(cookieTag))
  if (dead.size === 0) return cookies.sessions
  for (const tag of dead) {
    const credentials = cookies.sessions.find((session) => session.tag === tag)
    // Where the database fails, cookies and tombstone both stay, and the next request tries again.
    if (!credentials || (await endedNow(auth, credentials))) reply.clearSession(tag)
  }
  return cookies.sessions.filter((session) => !dead.has(session.tag))
}

async function endedNow(auth: Auth, { access, refresh }: CredentialCookies): Promise<boolean> {
  const session = await auth.sessionNamedBy({ refreshCookie: refresh, accessCookie: access })
  if (!session) return true
  try {
    await auth.endByLogout(session)
    return true
  } catch {
    return false
  }
}
