/** Removes what can no longer matter: old records of endings, spent counters. Several instances may do it at once. */
import type { PrismaClient } from './generated/client'

export interface Purged {
  endings: number
  counters: number
}

/** Rows a statement: small enough that nobody waits for it. */
const batch = 5_000

/** @param endingsBefore records of sessions that ended before this, and whose access tokens expired before it, go */
export async function purge(prisma: PrismaClient, now: Date, endingsBefore: Date): Promise<Purged> {
  const endings = await repeated(
    () => prisma.$executeRaw`
      DELETE FROM session_ending WHERE sid IN (
        SELECT sid FROM session_ending WHERE access_until < ${endingsBefore} AND ended_at < ${endingsBefore}
        LIMIT ${batch} FOR UPDATE SKIP LOCKED)`,
  )
  const counters = await repeated(
    () => prisma.$executeRaw`
      DELETE FROM rate_limit WHERE key IN (
        SELECT key FROM rate_limit WHERE expire < ${now} LIMIT ${batch} FOR UPDATE SKIP LOCKED)`,
  )
  return { endings, counters }
}

async function repeated(deleteSome: () => Promise<number>): Promise<number> {
  let total = 0
  for (let deleted = batch; deleted === batch; total += deleted) deleted = await deleteSome()
  return total
}
