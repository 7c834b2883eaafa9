/**
 * The rotation of a refresh token, as one conditional update of its session's row. Rotations that arrive together share one
 * statement, and so one commit; each one that this statement does not change runs on its own, and is decided there.
 */
import type { RotatedSession, Rotation } from '@campusbite/auth'
import { coalesced, fewAtOnce } from './coalesce'
import { type Run, type Statement, unseen } from './connection'

/** Only what the caller does not know already: each column costs the driver as much as a step of the rules. Times as in logouts.ts. */
interface Row extends Pick<RotatedSession, 'sid' | 'userId' | 'role'> {
  createdAtMs: number
  expiresAtMs: number
}
const ms = (column: string) => `(extract(epoch FROM ${column}) * 1000)::float8`
const rotated = `s.sid, s.user_id AS "userId", ${ms('s.created_at')} AS "createdAtMs", ${ms('s.expires_at')} AS "expiresAtMs", u.role::text AS role`

/** `access_until` never decreases: after a change of settings, or by another clock, the next token may expire before the last. */
const one: Statement = {
  name: 'rotate-session',
  text: `
    UPDATE session s SET
      current_hash = $3, previous_hash = s.current_hash, rotated_at = $4, last_used_at = $4, access_until = greatest(s.access_until, $5)
    FROM user_account u
    WHERE s.sid = $1::uuid AND s.current_hash = $2 AND s.expires_at > $4 AND s.last_used_at >= $6 AND u.id = s.user_id
    RETURNING ${rotated}`,
}

const times = 'text[]::timestamptz[]'
const arrays = ['$1::uuid[]', '$2::text[]', '$3::text[]', `$4::${times}`, `$5::${times}`, `$6::${times}`]

/** Skips locked rows, like logouts.ts. Hashes as hex: not every driver supports arrays of bytes. */
const many: Statement = {
  name: 'rotate-sessions',
  text: `
    WITH asked AS (
      SELECT sid, decode(from_hash, 'hex') AS from_hash, decode(to_hash, 'hex') AS to_hash, at, access_until, idle_before
      FROM unnest(${arrays.map(unseen).join()})
        AS a(sid, from_hash, to_hash, at, access_until, idle_before)
    ), chosen AS MATERIALIZED (
      SELECT s.ctid AS place, a.to_hash, a.at, a.access_until FROM asked a
      JOIN session s ON s.sid = a.sid AND s.current_hash = a.from_hash AND s.expires_at > a.at AND s.last_used_at >= a.idle_before
      FOR UPDATE OF s SKIP LOCKED
    )
    UPDATE session s SET
      current_hash = c.to_hash, previous_hash = s.current_hash, rotated_at = c.at, last_used_at = c.at,
      access_until = greatest(s.access_until, c.access_until)
    FROM chosen c, user_account u
    WHERE s.ctid = c.place AND u.id = s.user_id
    RETURNING ${rotated}`,
}

/** @returns a function that resolves after the commit, with null if nothing was changed */
export function createRotations(run: Run): (rotation: Rotation) => Promise<RotatedSession | null> {
  const rotateOne = async ({ sid, fromHash, toHash, now, accessUntil, idleBefore }: Rotation) => {
    const [row] = await run<Row>(one, [sid, fromHash, toHash, now, accessUntil, idleBefore])
    return row ? rotatedSession(row, accessUntil) : null
  }

  const rotatePassedOver = fewAtOnce(rotateOne)

  const rotateMany = async (rotations: readonly Rotation[]) => {
    // Of several for one session only the first: it is undefined which of them a statement for all would apply.
    const asked = new Map([...rotations].reverse().map((rotation) => [rotation.sid, rotation]))
    const each = <T>(value: (rotation: Rotation) => T) => [...asked.values()].map(value)
    const rows = await run<Row>(many, [
      each(({ sid }) => sid),
      each(({ fromHash }) => hex(fromHash)),
      each(({ toHash }) => hex(toHash)),
      each(({ now }) => now.toISOString()),
      each(({ accessUntil }) => accessUntil.toISOString()),
      each(({ idleBefore }) => idleBefore.toISOString()),
    ])
    const bySid = new Map(rows.map((row) => [row.sid, row]))
    return rotations.map((rotation) => {
      const row = asked.get(rotation.sid) === rotation ? bySid.get(rotation.sid) : undefined
      return row ? rotatedSession(row, rotation.accessUntil) : rotatePassedOver(rotation)
    })
  }

  return coalesced<Rotation, RotatedSession | null>({
    most: 64,
    atOnce: 2,
    patienceMs: 20,
    run: rotateMany,
    runOne: rotateOne,
  })
}

const rotatedSession = ({ sid, userId, role, createdAtMs, expiresAtMs }: Row, accessUntil: Date): RotatedSession => ({
  sid,
  userId,
  role,
  createdAt: new Date(createdAtMs),
  expiresAt: new Date(expiresAtMs),
  accessUntil,
})

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
