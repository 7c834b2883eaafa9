/**
 * The sessions, in raw SQL where one statement must decide. No method reads first and writes after, and none can bring a row
 * back. A trigger records the ending of a session, see the first migration.
 */
import {
  AuthError,
  type CurrentSession,
  type Ending,
  endReasons,
  type Rotation,
  type Session,
  type SessionStore,
} from '@campusbite/auth'
import { type Run, type Statement, unseen } from './connection'
import { createEndings } from './delete-sessions'
import type { PrismaClient } from './generated/client'
import { Prisma } from './generated/client'
import { idOrNull, isId } from './ids'
import { createLogouts, type Logout } from './logouts'
import { lookup } from './lookup'
import { endedSince } from './read-endings'
import { createRotations } from './rotations'
import { asBytes, currentColumns, sessionColumns } from './session-row'

const columns = Prisma.raw(sessionColumns)

const bySids: Statement = {
  name: 'sessions-by-sid',
  text: `SELECT ${currentColumns} FROM session s JOIN user_account u ON u.id = s.user_id WHERE s.sid = ANY(${unseen('$1::uuid[]')}::uuid[])`,
}

/**
 * Locks the user's row against changes: a login that overlaps with the account's deletion or disabling, or with a password
 * change, must not leave a session behind.
 */
const startOne: Statement = {
  name: 'start-session',
  text: `
    INSERT INTO session (sid, user_id, current_hash, created_at, last_used_at, expires_at, access_until, device, ip_address)
    SELECT $1::uuid, u.id, $3::bytea, $4::timestamptz, $5::timestamptz, $6::timestamptz, $7::timestamptz, $8::text, $9::text
    FROM user_account u WHERE u.id = $2::uuid AND u.password_hash = $10 AND u.disabled_at IS NULL FOR SHARE OF u
    RETURNING sid`,
}

/** @param isAlone see logouts.ts */
export function createSessionStore(prisma: PrismaClient, run: Run, isAlone: () => boolean): SessionStore {
  const logOut = createLogouts(run, isAlone)
  const rotateRow = createRotations(run)
  const endInOtherWays = createEndings(prisma)

  // Used by every request while nobody notifies this process of endings, as behind a pool.
  const find = lookup(
    async (sids) => (await run<CurrentSession>(bySids, [sids])).map(asBytes),
    ({ sid }) => sid,
  )

  return {
    async start(session, checkedHash) {
      const { sid, userId, refreshHash, createdAt, lastUsedAt, expiresAt, accessUntil, device, ipAddress } = session
      const row = [
        sid,
        userId,
        refreshHash,
        createdAt,
        lastUsedAt,
        expiresAt,
        accessUntil,
        device,
        ipAddress,
        checkedHash,
      ]
      const started = isId(userId) ? await run(startOne, row) : []
      if (started.length === 0) throw new AuthError('INVALID_CREDENTIALS', 'Invalid email or password.')
    },

    find,

    // Prisma sends a query only once it is awaited: `async` makes sure that it is.
    list: async (userId) => prisma.$queryRaw<Session[]>`
      SELECT ${columns} FROM session s WHERE s.user_id = ${idOrNull(userId)}::uuid ORDER BY s.last_used_at DESC, s.sid DESC`,

    async rotate(rotation) {
      if (!isId(rotation.sid)) return { outcome: 'gone' }
      const rotated = await rotateRow(rotation)
      if (rotated) return { outcome: 'rotated', session: rotated }
      // Nothing was changed, and nothing will be: this only finds out why.
      const session = await find(rotation.sid)
      return session ? classify(session, rotation) : { outcome: 'gone' }
    },

    async used(noted) {
      // An invalid id must not fail the others.
      const uses = noted.filter(({ sid }) => isId(sid))
      const sids = uses.map(({ sid }) => sid)
      const times = uses.map(({ at }) => at.toISOString())
      // Skips rows that are being changed: a rotation sets the time itself, and an ending needs none.
      await prisma.$executeRaw`
        UPDATE session s SET last_used_at = u.at
        FROM (
          SELECT s.sid, u.at FROM session s
          JOIN unnest(${sids}::uuid[], ${times}::text[]::timestamptz[]) AS u(sid, at) ON u.sid = s.sid
          WHERE s.last_used_at < u.at FOR UPDATE OF s SKIP LOCKED
        ) AS u
        WHERE s.sid = u.sid`
    },

    async whyEnded(sid) {
      if (!isId(sid)) return null
      const record = await prisma.sessionEnding.findUnique({ where: { sid }, select: { reason: true } })
      return endReasons.find((reason) => reason === record?.reason) ?? null
    },

    endedSince: (cursor, now) => endedSince(run, cursor, now),

    end(ending) {
      const { which, reason, endedBy } = ending
      const own = reason === 'logout' ? ownSession(which, endedBy) : null
      if (own) return isId(own.sid) && isId(own.userId) ? logOut(own) : Promise.resolve([])
      return endInOtherWays(ending)
    },
  }
}

/** The user's own single session, if that is what is being ended. */
function ownSession(which: Ending['which'], endedBy: string): Logout | null {
  if (which === 'all' || !('sid' in which)) return null
  const { sid, userId } = which
  return userId !== undefined && endedBy === `user:${userId}` ? { sid, userId } : null
}

function classify(session: CurrentSession, { fromHash, now, idleBefore, repeatableSince }: Rotation) {
  if (session.expiresAt <= now || session.lastUsedAt < idleBefore) return { outcome: 'expired' } as const
  const justReplaced = session.previousHash !== null && Buffer.compare(session.previousHash, fromHash) === 0
  if (justReplaced && session.rotatedAt !== null && session.rotatedAt >= repeatableSince) {
    return { outcome: 'repeated', session } as const
  }
  return { outcome: 'reused' } as const
}
