/**
 * What the rules need of a database, with the atomicity each step must have. One row per session is the fence: whatever
 * was issued for a `sid` is worth nothing once its row is gone, and no method here can bring a row back.
 */
import type { Role } from './contract/index'
import type { LastUse } from './last-uses'

/** What of a session goes into its tokens. */
export interface SessionLife {
  sid: string
  userId: string
  createdAt: Date
  /** Absolute end of life. */
  expiresAt: Date
  /** Until when an access token issued for it could be valid. */
  accessUntil: Date
}

export interface Session extends SessionLife {
  lastUsedAt: Date
  /** What its owner would call it. Null where the request that started the session did not tell. */
  device: string | null
  ipAddress: string | null
}

export interface NewSession extends Session {
  /** SHA-256 of the `jti` of the current refresh token. The token itself is never stored. */
  refreshHash: Uint8Array
}

export const endReasons = [
  'logout',
  'ended-by-user',
  'logout-others',
  'logout-everywhere',
  'replaced',
  'reuse',
  'expired',
  'password-change',
  'account-deleted',
  'account-disabled',
  'operator',
  'removed',
] as const

/** Why a session ended. `removed`: its row was deleted by hand. `replaced`: the same browser logged in anew. */
export type EndReason = (typeof endReasons)[number]

/** Which sessions to end, why, and by whom (`user:<id>`, `operator:<name>`, `system`). */
export interface Ending {
  which:
    | { sid: string; userId?: string }
    | { userId: string; except?: string }
    | 'all'
    | { expiredBefore: Date; idleBefore: Date }
  reason: EndReason
  endedBy: string
}

export interface EndedSession {
  sid: string
  userId: string
  /** Until when its access tokens must be refused. */
  accessUntil: Date
}

export interface EndingsPage {
  /** Ask with this next. It is an opaque string of digits. */
  cursor: string
  /** `accessUntil`: until when its access tokens must be refused. */
  endings: { sid: string; accessUntil: Date; reason: EndReason }[]
}

export interface Rotation {
  sid: string
  fromHash: Uint8Array
  toHash: Uint8Array
  now: Date
  accessUntil: Date
  /** A session last used before this has expired. */
  idleBefore: Date
  /** A rotation after this may be repeated with the token it had used. */
  repeatableSince: Date
}

export type RotationOutcome =
  /** The row now holds `toHash`. */
  | { outcome: 'rotated'; session: RotatedSession }
  /** `fromHash` is the one just replaced, inside the reuse interval. Nothing was changed. */
  | { outcome: 'repeated'; session: CurrentSession }
  /** `fromHash` belongs to this session's past. */
  | { outcome: 'reused' }
  /** The row is there, but beyond its absolute or idle limit. */
  | { outcome: 'expired' }
  | { outcome: 'gone' }

export interface RotatedSession extends SessionLife {
  role: Role
}

/** A session with what its row knows of its refresh tokens. */
export interface CurrentSession extends Session, RotatedSession {
  currentHash: Uint8Array
  /** The hash that `currentHash` replaced, and when; null before the first rotation. */
  previousHash: Uint8Array | null
  rotatedAt: Date | null
}

export interface SessionStore {
  /**
   * `checkedHash`: the password hash that the person was checked against. A user who has another one by now, is disabled or
   * gone gets no session: a login under way must not outlive the password change that was meant to shut it out.
   * @throws AuthError `INVALID_CREDENTIALS`
   */
  start(session: NewSession, checkedHash: string): Promise<void>
  find(sid: string): Promise<CurrentSession | null>
  /** The user's sessions, last used first. */
  list(userId: string): Promise<Session[]>
  /**
   * One conditional update on `sid`, `fromHash` and both limits. Never read-then-write: two redemptions of one token
   * must not both win, and an ended session must not come back.
   */
  rotate(rotation: Rotation): Promise<RotationOutcome>
  /** Sets `lastUsedAt` of those that are still there, in one statement. Never moves it back, never waits for a locked row. */
  used(uses: LastUse[]): Promise<void>
  /**
   * Deletes the rows and, in the same transaction, records each ending. Resolves after the commit. `'all'` may take several
   * transactions. Of expired sessions it ends some: to be called again until it returns none.
   */
  end(ending: Ending): Promise<EndedSession[]>
  /** What its record says; null where there is none. */
  whyEnded(sid: string): Promise<EndReason | null>
  /** Every ending committed since the cursor, `'0'` for all, whose access tokens could still be alive. Nothing is missed. */
  endedSince(cursor: string, now: Date): Promise<EndingsPage>
}
