/**
 * The events of the rules, for logs and metrics. Contain ids only: a `sid` identifies a session and is not a credential. Never
 * a token, a password or an email address.
 */
import type { EndReason } from './session-store'

export type AuthEvent =
  | { type: 'user-created' | 'user-deleted' | 'password-changed'; userId: string }
  | { type: 'login-refused' }
  | { type: 'session-started'; sid: string; userId: string }
  /** `repeated`: the response to the last renewal was lost, and has been sent again. */
  | { type: 'session-renewed'; sid: string; userId: string; repeated: boolean }
  | { type: 'refresh-refused'; why: RefreshRefusal }
  /** The database could not tell. */
  | { type: 'refresh-failed' }
  | { type: 'access-refused'; why: AccessRefusal; sid?: string }
  | { type: 'session-ended'; sid: string; userId: string; reason: EndReason }
  /** An order to end sessions was carried out, or failed. `ended`: how many ended. */
  | { type: 'ending-done'; reason: EndReason; ended: number }
  | { type: 'ending-failed'; reason: EndReason }

export type RefreshRefusal = 'invalid' | 'ended' | 'expired' | 'reused'

/** `unknown`: it could not be determined whether the session is alive. */
export type AccessRefusal = 'invalid' | 'ended' | 'unknown'

export type Tell = (event: AuthEvent) => void
