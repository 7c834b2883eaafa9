/** What is stored about a session besides its tokens, under one localStorage key. Contains no credential. */
import { forget, parsed, storage } from '../browser'
import type { SessionTokens } from './token-store'

export const sessionKey = 'campusbite:session'

type About = Pick<SessionTokens, 'sid' | 'logoutTicket' | 'accessExpiresAt'>

export function readAbout(): About | null {
  const { sid, logoutTicket, accessExpiresAt } = parsed<About>(() => storage('localStorage')?.getItem(sessionKey))
  if (typeof sid !== 'string') return null
  return {
    sid,
    logoutTicket: typeof logoutTicket === 'string' ? logoutTicket : undefined,
    accessExpiresAt: typeof accessExpiresAt === 'number' ? accessExpiresAt : undefined,
  }
}

/** @throws DOMException if the browser refuses to store it */
export function writeAbout({ sid, logoutTicket, accessExpiresAt }: About): void {
  storage('localStorage')?.setItem(sessionKey, JSON.stringify({ sid, logoutTicket, accessExpiresAt }))
}

export const forgetAbout = (): void => forget(sessionKey)
