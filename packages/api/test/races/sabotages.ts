/** The classic mistakes, each built into an instance. A battery that misses them would prove nothing elsewhere. */
import { createHash } from 'node:crypto'
import { Revocations, type Rotation, type RotationOutcome, type SessionStore } from '@campusbite/auth'
import type { Database } from '@campusbite/db'
import type { Sabotage } from './instance'

/** The token is checked in one statement and replaced in another, which does not check whether the row still exists. */
export const readThenUpdate: Sabotage = {
  name: 'a rotation that reads, and then updates',
  sessions: ({ sessions, prisma }) =>
    rotating(sessions, ({ sid, accessUntil, fromHash, toHash, now }) => {
      const change = { currentHash: bytes(toHash), previousHash: bytes(fromHash), rotatedAt: now, lastUsedAt: now }
      return prisma.session.updateMany({ where: { sid }, data: { ...change, accessUntil } })
    }),
}

/** A missing row is inserted, so that no rotation ever fails. */
export const insertOrUpdate: Sabotage = {
  name: 'a rotation that inserts or updates',
  sessions: ({ sessions, prisma }) =>
    rotating(
      sessions,
      ({ sid, toHash, fromHash, now, accessUntil }, { userId, createdAt, expiresAt }) => prisma.$executeRaw`
        INSERT INTO session
          (sid, user_id, current_hash, previous_hash, rotated_at, created_at, last_used_at, expires_at, access_until)
        VALUES (${sid}, ${userId}, ${toHash}, ${fromHash}, ${now}, ${createdAt}, ${now}, ${expiresAt}, ${accessUntil})
        ON CONFLICT (sid) DO UPDATE SET
          current_hash = excluded.current_hash, previous_hash = excluded.previous_hash,
          rotated_at = excluded.rotated_at, last_used_at = excluded.last_used_at, access_until = excluded.access_until`,
    ),
}

type Found = NonNullable<Awaited<ReturnType<SessionStore['find']>>>

function rotating(sessions: SessionStore, write: (rotation: Rotation, read: Found) => Promise<unknown>): SessionStore {
  return {
    ...sessions,
    async rotate(rotation): Promise<RotationOutcome> {
      const read = await sessions.find(rotation.sid)
      if (!read || Buffer.compare(read.currentHash, rotation.fromHash) !== 0) return sessions.rotate(rotation)
      await write(rotation, read)
      return { outcome: 'rotated', session: { ...read, accessUntil: rotation.accessUntil } }
    },
  }
}

/** As a table of refresh tokens suggests: looks up the given token instead of its session. */
export const deleteByToken: Sabotage = {
  name: 'a logout that deletes by token',
  auth: (right, { database }) => ({
    ...right,
    endByLogout: (session) =>
      'jti' in session && typeof session.jti === 'string' && !session.jti.startsWith('ticket.')
        ? deleteWhereTokenIs(database, session.jti, session.userId)
        : right.endByLogout(session),
  }),
}

async function deleteWhereTokenIs({ prisma }: Database, jti: string, userId: string): Promise<void> {
  const hash = bytes(createHash('sha256').update(jti).digest())
  await prisma.$executeRaw`
    WITH why AS MATERIALIZED (
      SELECT set_config('campusbite.reason', 'logout', true), set_config('campusbite.ended_by', ${`user:${userId}`}, true)
    )
    DELETE FROM session s USING why WHERE s.current_hash = ${hash}`
}

/** The response to a refresh is what the store said, however long ago. */
export const lateCookie: Sabotage = {
  name: 'a refresh that sets its cookies without another look',
  auth: (right, { rules }) => {
    const { refresh, authenticate } = rules({
      revocations: Object.assign(new Revocations(), { isCurrent: () => true }),
    })
    return { ...right, refresh, authenticate, hasEnded: () => false }
  },
}

const bytes = (of: Uint8Array) => new Uint8Array(of)
