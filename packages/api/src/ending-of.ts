/** What dead credentials reveal: whose they were, and why their session is over. Ends nothing, and admits nobody. */
import type { Auth, EndReason } from '@campusbite/auth'
import type { Notice } from '@campusbite/auth/contract'
import type { CredentialCookies } from './cookies'
import type { Reply } from './reply'

/** A `Record` over the closed union: a new reason cannot be forgotten here. Null: this browser did it, and knows. */
const noticeOf: Record<EndReason, Notice | null> = {
  logout: 'logged-out',
  'ended-by-user': 'ended-elsewhere',
  'logout-others': 'ended-elsewhere',
  'logout-everywhere': 'ended-elsewhere',
  replaced: null,
  reuse: 'reused',
  expired: 'expired',
  'password-change': 'ended-elsewhere',
  'account-deleted': 'account-deleted',
  'account-disabled': 'ended-elsewhere',
  operator: 'ended-elsewhere',
  removed: 'ended-elsewhere',
}

export interface DeadSession {
  userId: string
  notice: Notice | null
  withoutLogout: boolean
}

/** Null if the credentials are unreadable: there is nothing to say about them. */
export async function endingOf(auth: Auth, { access, refresh }: CredentialCookies): Promise<DeadSession | null> {
  const session = auth.sessionNamedBy({ refreshCookie: refresh, accessCookie: access })
  if (!session) return null
  const reason = await auth.whyEnded(session.sid)
  const notice = reason && noticeOf[reason]
  return { userId: session.userId, notice, withoutLogout: reason !== 'logout' }
}

/**
 * Deletes the cookies of a session that is over and sets a notice with the reason: a page that notices the deletion may not have
 * read the response yet. No notice for a logout, which the page announces itself, perhaps in other words.
 */
export async function forgetSession(auth: Auth, credentials: CredentialCookies, reply: Reply): Promise<void> {
  reply.clearSession(credentials.tag)
  const over = await endingOf(auth, credentials)
  if (!over?.withoutLogout) return
  // Without a page to notice, the next document request would carry none of the cookies and could not tell.
  reply.setLastUser(over.userId)
  if (over.notice) reply.setNotice(over.notice)
}
