/** A session's row, as statements read it. */
import type { CurrentSession } from '@campusbite/auth'

/** Columns of a session `s`. */
export const sessionColumns = `
  s.sid, s.user_id AS "userId", s.created_at AS "createdAt", s.last_used_at AS "lastUsedAt", s.expires_at AS "expiresAt",
  s.access_until AS "accessUntil", s.device, s.ip_address AS "ipAddress"`

/** And of its user `u`. */
export const currentColumns = `${sessionColumns},
  s.current_hash AS "currentHash", s.previous_hash AS "previousHash", s.rotated_at AS "rotatedAt", u.role::text AS role`

/** Some drivers return a Buffer, which never equals a Uint8Array. */
export function asBytes(session: CurrentSession): CurrentSession {
  const { currentHash, previousHash } = session
  return {
    ...session,
    currentHash: new Uint8Array(currentHash),
    previousHash: previousHash && new Uint8Array(previousHash),
  }
}
