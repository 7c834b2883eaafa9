/**
 * What the rules tell whoever watches them, for logs and metrics. Ids only: a `sid` names a session and opens nothing. Never
 * a token, a password, an email address.
 */
import type { EndReason } from './session-store'

export type AuthEvent =
  | { type: 'user-created' | 'user-deleted' | 'password-changed'; userId: string }
  | { type: 'login-refused' }
  | { type: 'session-started'; sid: string; userId: string }
  /** `repeated`: the answer of the last renewal was lost, and has been given again. */
  | { type: 'session-renewed'; sid: string; userId: string; repeated: boolean }
  | { type: 'refresh-refused'; why: RefreshRefusal }
  /** Nobody could tell. */
  | { type: 'refresh-failed' }
  | { type: 'access-refused'; why: AccessRefusal; sid?: string }
  | { type: 'session-ended'; sid: string; userId: string; reason: EndReason }
  /** An order to end sessions was carried out, or could not be. `ended`: how many there were. */
  | { type: 'ending-done'; reason: EndReason; ended: number }
  | { type: 'ending-failed'; reason: EndReason }

export type RefreshRefusal = 'invalid' | 'ended' | 'expired' | 'reused'

/** `unknown`: nobody could tell whether its session lives. */
export type AccessRefusal = 'invalid' | 'ended' | 'unknown'

export type Tell = (event: AuthEvent) => void
