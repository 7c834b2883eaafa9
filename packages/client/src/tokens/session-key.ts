/** What is kept about a session beside its tokens, in localStorage under one key. Holds no credential. */
import { storage } from '../browser'
import type { SessionTokens } from './token-store'

export const sessionKey = 'campusbite:session'

type About = Pick<SessionTokens, 'sid' | 'logoutTicket' | 'accessExpiresAt'>

export function readAbout(): About | null {
  try {
    const about: unknown = JSON.parse(storage('localStorage')?.getItem(sessionKey) ?? 'null')
    if (typeof about !== 'object' || about === null || !('sid' in about) || typeof about.sid !== 'string') return null
    const { sid } = about
    return {
      sid,
      ...('logoutTicket' in about && typeof about.logoutTicket === 'string'
        ? { logoutTicket: about.logoutTicket }
        : {}),
      ...('accessExpiresAt' in about && typeof about.accessExpiresAt === 'number'
        ? { accessExpiresAt: about.accessExpiresAt }
        : {}),
    }
  } catch {
    return null
  }
}

/** @throws DOMException when the browser refuses to store it */
export function writeAbout({ sid, logoutTicket, accessExpiresAt }: About): void {
  storage('localStorage')?.setItem(sessionKey, JSON.stringify({ sid, logoutTicket, accessExpiresAt }))
}

/** Where storage is forbidden there is nothing to forget. */
export function forgetAbout(): void {
  try {
    storage('localStorage')?.removeItem(sessionKey)
  } catch {
    // As above.
  }
}
