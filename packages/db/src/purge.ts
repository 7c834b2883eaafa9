/** Removes what no longer matters: old records of endings, expired counters. Several instances may do it at once. */
import type { PrismaClient } from './generated/client'

export interface Purged {
  endings: number
  counters: number
}

/** Rows in one statement: few enough not to compete noticeably for CPU, disk or row locks. */
export const mostInOneStep = 200

/**
 * Takes one small step. Call it until it finds nothing.
 * @param endingsBefore removes records of sessions that ended before this and whose access tokens expired before it
 */
export async function purge(prisma: PrismaClient, now: Date, endingsBefore: Date): Promise<Purged> {
  const endings = await prisma.$executeRaw`
    DELETE FROM session_ending WHERE sid IN (
      SELECT sid FROM session_ending WHERE access_until < ${endingsBefore} AND ended_at < ${endingsBefore}
      LIMIT ${mostInOneStep} FOR UPDATE SKIP LOCKED)`
  const counters = await prisma.$executeRaw`
    DELETE FROM rate_limit WHERE key IN (
      SELECT key FROM rate_limit WHERE expire < ${now.getTime()}::bigint LIMIT ${mostInOneStep} FOR UPDATE SKIP LOCKED)`
  return { endings, counters }
}
