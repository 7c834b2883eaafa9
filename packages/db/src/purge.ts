/** Removes what can no longer matter: old records of endings, spent counters. Several instances may do it at once. */
import type { PrismaClient } from './generated/client'
import { mostInOneStep, unhurried } from './unhurried'

export interface Purged {
  endings: number
  counters: number
}

/**
 * @param endingsBefore records of sessions that ended before this, and whose access tokens expired before it, go
 * @param signal what is not removed yet is then left
 */
export async function purge(
  prisma: PrismaClient,
  now: Date,
  endingsBefore: Date,
  signal?: AbortSignal,
): Promise<Purged> {
  const endings = await unhurried(
    () => prisma.$executeRaw`
      DELETE FROM session_ending WHERE sid IN (
        SELECT sid FROM session_ending WHERE access_until < ${endingsBefore} AND ended_at < ${endingsBefore}
        LIMIT ${mostInOneStep} FOR UPDATE SKIP LOCKED)`,
    signal,
  )
  const counters = await unhurried(
    () => prisma.$executeRaw`
      DELETE FROM rate_limit WHERE key IN (
        SELECT key FROM rate_limit WHERE expire < ${now} LIMIT ${mostInOneStep} FOR UPDATE SKIP LOCKED)`,
    signal,
  )
  return { endings, counters }
}
