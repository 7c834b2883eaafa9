/** Reads a token's claims. Verifies nothing and decides nothing: that is up to the server. */
import { parsed } from './browser'

export interface Claims {
  sid: string
  /** Seconds since 1970. */
  exp: number
}

export function claimsOf(jwt: unknown): Claims | null {
  const { sid, exp } = parsed<Claims>(() => atob(`${String(jwt).split('.')[1]}`.replace(/-/g, '+').replace(/_/g, '/')))
  return typeof sid === 'string' && typeof exp === 'number' ? { sid, exp } : null
}
