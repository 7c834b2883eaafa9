/** Makes statements wait inside PostgreSQL for a session's row, in the order of their arrival. */
import type { Database } from '@campusbite/db'

/**
 * Holds the row while each statement is started, each only once the previous one is in the queue, and then releases it. Nothing
 * else in this database may wait for a lock meanwhile.
 */
export async function queueForRow(
  { prisma }: Database,
  sid: string,
  inOrder: readonly (() => Promise<unknown>)[],
): Promise<void> {
  const under: Promise<unknown>[] = []
  await prisma.$transaction(
    async (tx) => {
      await tx.$queryRaw`SELECT sid FROM session WHERE sid = ${sid} FOR UPDATE`
      for (const begin of inOrder) {
        under.push(begin())
        await Promise.race([waiting(prisma, under.length), ended(under)])
      }
    },
    { timeout: 15_000 },
  )
  await Promise.all(under)
}

async function waiting(prisma: Database['prisma'], count: number): Promise<void> {
  for (;;) {
    const waiters = await prisma.$queryRaw<unknown[]>`
      SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`
    if (waiters.length >= count) return
  }
}

async function ended(under: Promise<unknown>[]): Promise<never> {
  await Promise.any(under)
  throw new Error('It never waited for the row.')
}
