/** What is kept about a session beside its tokens, in localStorage under one key. Holds no credential. */
import { storage } from '../browser'
import type { SessionTokens } from './token-store'

export const sessionKey = 'campusbite:session'

type About = Pick<SessionTokens, 'sid' | 'logoutTicket' | 'accessExpiresAt'>

export function readAbout(): About | null {
  try {
    const kept: unknown = JSON.parse(storage('localStorage')?.getItem(sessionKey) ?? 'null')
    const { sid, logoutTicket, accessExpiresAt }: { [name in keyof About]?: unknown } = Object(kept)
    if (typeof sid !== 'string') return null
    return {
      sid,
      logoutTicket: typeof logoutTicket === 'string' ? logoutTicket : undefined,
      accessExpiresAt: typeof accessExpiresAt === 'number' ? accessExpiresAt : undefined,
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
