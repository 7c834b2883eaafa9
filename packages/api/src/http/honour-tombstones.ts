/**
 * A tombstone says that a session was logged out in this browser while its HttpOnly cookies could not be deleted. With the next
 * request of any kind, the session is treated as ended, is ended, and its cookies are deleted. This takes the session's own
 * credentials, so a tombstone cannot log out anyone else.
 */
import type { Auth } from '@campusbite/auth'
import { cookieTag } from '@campusbite/auth/contract'
import type { CredentialCookies, RequestCookies } from '../cookies'
import type { Reply } from '../reply'

/** A browser's remaining sessions once its tombstones have been honoured. */
export interface Honoured {
  cookies: CredentialCookies[]
  /** Logged out in this browser but still alive, because the database failed. They can only be logged out again. */
  undelivered: CredentialCookies[]
}

export async function honourTombstones(auth: Auth, cookies: RequestCookies, reply: Reply): Promise<Honoured> {
  const dead = new Set(cookies.tombstones.map(cookieTag))
  if (dead.size === 0) return { cookies: cookies.sessions, undelivered: [] }
  const undelivered: CredentialCookies[] = []
  await Promise.all(
    [...dead].map(async (tag) => {
      const credentials = cookies.sessions.filter((session) => session.tag === tag)
      const ended = await Promise.all(credentials.map((one) => endedNow(auth, one)))
      if (!ended.includes(false)) reply.clearSession(tag)
      // Cookies and tombstone both stay, and the next request tries again.
      else undelivered.push(...credentials)
    }),
  )
  return { cookies: cookies.sessions.filter((session) => !dead.has(session.tag)), undelivered }
}

async function endedNow(auth: Auth, { access, refresh }: CredentialCookies): Promise<boolean> {
  const session = auth.sessionNamedBy({ refreshCookie: refresh, accessCookie: access })
  if (!session) return true
  try {
    await auth.endByLogout(session)
    return true
  } catch {
    return false
  }
}
