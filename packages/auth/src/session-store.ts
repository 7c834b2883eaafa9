/**
 * What the rules need from a database, and the atomicity each step requires. One row per session is the fence: whatever was
 * issued for a `sid` is worthless once its row is gone, and no method here can bring a row back.
 */
import type { Role } from './contract/index'
import type { LastUse } from './last-uses'

/** The session data that goes into its tokens. */
export interface SessionLife {
  sid: string
  userId: string
  createdAt: Date
  /** Absolute end of the session. */
  expiresAt: Date
  /** Until when any access token issued for it could be valid. */
  accessUntil: Date
}

export interface Session extends SessionLife {
  lastUsedAt: Date
  /** A readable device name. Null if the request that started the session did not tell. */
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

/** Why a session ended. `removed`: its row was deleted by hand. `replaced`: the same browser logged in again. */
export type EndReason = (typeof endReasons)[number]

/** Which sessions to end, why, and who ordered it (`user:<id>`, `operator:<name>`, `system`). */
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
  /** Pass it to the next call. An opaque string of digits. */
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
  /** A rotation after this may be repeated with the token it used. */
  repeatableSince: Date
}

export type RotationOutcome =
  /** The row now holds `toHash`. */
  | { outcome: 'rotated'; session: RotatedSession }
  /** `fromHash` is the one just replaced, inside the reuse interval. Nothing was changed. */
  | { outcome: 'repeated'; session: CurrentSession }
  /** `fromHash` is an older token of this session. */
  | { outcome: 'reused' }
  /** The row exists, but is beyond its absolute or idle limit. */
  | { outcome: 'expired' }
  | { outcome: 'gone' }

export interface RotatedSession extends SessionLife {
  role: Role
}

/** A session with its row's refresh token hashes. */
export interface CurrentSession extends Session, RotatedSession {
  currentHash: Uint8Array
  /** The hash that `currentHash` replaced, and when; null before the first rotation. */
  previousHash: Uint8Array | null
  rotatedAt: Date | null
}

export interface SessionStore {
  /**
   * `checkedHash`: the password hash that the login was checked against. If the user's hash has changed since, or the user is
   * disabled or gone, no session starts: a login in flight must not survive the password change that was meant to shut it out.
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
  /** Sets `lastUsedAt` of the sessions that still exist, in one statement. Never moves it back, never waits for a locked row. */
  used(uses: LastUse[]): Promise<void>
  /**
   * Deletes the rows and records each ending in the same transaction. Resolves after the commit. `'all'` may take several
   * transactions. For expired sessions it ends only some: call it again until it returns none.
   */
  end(ending: Ending): Promise<EndedSession[]>
  /** The recorded reason; null if there is no record. */
  whyEnded(sid: string): Promise<EndReason | null>
  /** Every ending committed since the cursor (`'0'` for all) whose access tokens could still be valid. Misses none. */
  endedSince(cursor: string, now: Date): Promise<EndingsPage>
}
