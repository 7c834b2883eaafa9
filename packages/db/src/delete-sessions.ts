/** Ends sessions, one or many: deletes their rows, and a trigger records why (see the first migration). */
import type { EndedSession, Ending } from '@campusbite/auth'
import { Prisma, type PrismaClient } from './generated/client'
import { idOrNull } from './ids'
import { mostInOneStep } from './purge'

type Which = Ending['which']
type Expired = Extract<Which, { expiredBefore: Date }>

/** Rows. One user's sessions are deleted in one statement, however many. */
const mostInOneStatement = 10_000

type Deleted = (chosen: Prisma.Sql) => Promise<EndedSession[]>

/** @returns see SessionStore.end */
export function createEndings(prisma: PrismaClient): (ending: Ending) => Promise<EndedSession[]> {
  const endExpired = createSweep(prisma)
  return async ({ which, reason, endedBy }) => {
    const deleted: Deleted = (chosen) => prisma.$queryRaw(deletion(chosen, reason, endedBy))
    if (which === 'all') return endAll(deleted)
    if ('expiredBefore' in which) return endExpired(which, deleted)
    return prisma.$queryRaw(deleteSessions(which, reason, endedBy))
  }
}

/** In several statements: one could exceed the statement timeout, and would then never succeed. */
async function endAll(deleted: Deleted): Promise<EndedSession[]> {
  const ended: EndedSession[] = []
  for (let full = true; full; ) {
    const some = await deleted(Prisma.sql`true ORDER BY sid LIMIT ${mostInOneStatement}`)
    for (const one of some) ended.push(one)
    full = some.length === mostInOneStatement
  }
  return ended
}

/** One step per call. No index finds what has expired, so this scans the table: once for many steps. */
function createSweep(prisma: PrismaClient): (which: Expired, deleted: Deleted) => Promise<EndedSession[]> {
  let found: string[] = []
  return async (which, deleted) => {
    const expired = Prisma.sql`(expires_at <= ${which.expiredBefore} OR last_used_at < ${which.idleBefore})`
    const look = () => prisma.$queryRaw<{ sid: string }[]>`
      SELECT sid FROM session WHERE ${expired} LIMIT ${mostInOneStatement}`
    for (;;) {
      if (found.length === 0) found = (await look()).map(({ sid }) => sid)
      const sids = found.splice(0, mostInOneStep)
      if (sids.length === 0) return []
      // Since they were found, some may have been used again, or ended by another instance.
      const ended = await deleted(Prisma.sql`sid = ANY(${sids}::uuid[]) AND ${expired} ORDER BY sid`)
      if (ended.length > 0) return ended
    }
  }
}

/** One statement, for one user's sessions. */
export const deleteSessions = (which: Exclude<Which, 'all' | Expired>, reason: string, endedBy: string): Prisma.Sql =>
  deletion(Prisma.sql`${condition(which)} ORDER BY sid`, reason, endedBy)

/**
 * Deletes the rows and, through the trigger, records their reason, atomically. Several rows are locked in a fixed order first;
 * otherwise two such statements could deadlock.
 */
const deletion = (chosen: Prisma.Sql, reason: string, endedBy: string): Prisma.Sql => Prisma.sql`
  WITH why AS MATERIALIZED (
    SELECT set_config('campusbite.reason', ${reason}, true), set_config('campusbite.ended_by', ${endedBy}, true)
  )
  DELETE FROM session s USING why, (SELECT sid FROM session WHERE ${chosen} FOR UPDATE) AS chosen
  WHERE s.sid = chosen.sid
  RETURNING s.sid, s.user_id AS "userId", s.access_until AS "accessUntil"`

function condition(which: Exclude<Which, 'all' | Expired>): Prisma.Sql {
  if ('sid' in which) {
    const named = Prisma.sql`sid = ${idOrNull(which.sid)}::uuid`
    return which.userId === undefined ? named : Prisma.sql`${named} AND ${ofUser(which.userId)}`
  }
  // An invalid id spares nothing: NULL is distinct from every sid.
  return which.except === undefined
    ? ofUser(which.userId)
    : Prisma.sql`${ofUser(which.userId)} AND sid IS DISTINCT FROM ${idOrNull(which.except)}::uuid`
}

const ofUser = (userId: string) => Prisma.sql`user_id = ${idOrNull(userId)}::uuid`
