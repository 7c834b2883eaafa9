/** What ends sessions, one or many: their rows are deleted, and a trigger records why, see the first migration. */
import type { EndedSession, Ending } from '@campusbite/auth'
import { Prisma, type PrismaClient } from './generated/client'
import { idOrNull } from './ids'
import { mostInOneStep, unhurried } from './unhurried'

type Which = Ending['which']
type Expired = Extract<Which, { expiredBefore: Date }>

/** Rows. What one user has goes in one statement, however much it is. */
const mostInOneStatement = 10_000

export async function endSessions(prisma: PrismaClient, ending: Ending): Promise<EndedSession[]> {
  const { which, reason, endedBy, signal } = ending
  const deleted = (chosen: Prisma.Sql) => prisma.$queryRaw<EndedSession[]>(deletion(chosen, reason, endedBy))
  if (which === 'all') return repeated(() => deleted(Prisma.sql`true ORDER BY sid LIMIT ${mostInOneStatement}`))
  if ('expiredBefore' in which) return endExpired(prisma, which, deleted, signal)
  return prisma.$queryRaw(deleteSessions(which, reason, endedBy))
}

/** Everybody's at once could take longer than a statement may, and would then never end at all. */
async function repeated(deleteSome: () => Promise<EndedSession[]>): Promise<EndedSession[]> {
  const ended: EndedSession[] = []
  for (let full = true; full; ) {
    const some = await deleteSome()
    for (const one of some) ended.push(one)
    full = some.length === mostInOneStatement
  }
  return ended
}

async function endExpired(
  prisma: PrismaClient,
  which: Expired,
  deleted: (chosen: Prisma.Sql) => Promise<EndedSession[]>,
  signal: AbortSignal | undefined,
): Promise<EndedSession[]> {
  const expired = Prisma.sql`(expires_at <= ${which.expiredBefore} OR last_used_at < ${which.idleBefore})`
  const ended: EndedSession[] = []
  let found: string[] = []
  const step = async () => {
    // No index tells which they are, and so to find them is to read the table: once, for many steps.
    if (found.length === 0) {
      const rows = await prisma.$queryRaw<
        { sid: string }[]
      >`SELECT sid FROM session WHERE ${expired} LIMIT ${mostInOneStatement}`
      found = rows.map(({ sid }) => sid)
    }
    const sids = found.splice(0, mostInOneStep)
    if (sids.length === 0) return 0
    for (const one of await deleted(Prisma.sql`sid = ANY(${sids}::uuid[]) AND ${expired} ORDER BY sid`)) ended.push(one)
    return sids.length
  }
  await unhurried(step, signal)
  return ended
}

/** One statement, for what is one user's. */
export const deleteSessions = (which: Exclude<Which, 'all' | Expired>, reason: string, endedBy: string): Prisma.Sql =>
  deletion(Prisma.sql`${condition(which)} ORDER BY sid`, reason, endedBy)

/**
 * The rows, and through the trigger the records with their reason, together or not at all. Several rows are locked in one order
 * first, or two such statements could each wait for the other.
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
  // What is no id spares nothing: NULL is distinct from every sid.
  return which.except === undefined
    ? ofUser(which.userId)
    : Prisma.sql`${ofUser(which.userId)} AND sid IS DISTINCT FROM ${idOrNull(which.except)}::uuid`
}

const ofUser = (userId: string) => Prisma.sql`user_id = ${idOrNull(userId)}::uuid`
