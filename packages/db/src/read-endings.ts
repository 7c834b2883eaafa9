/** Reads which sessions ended since a cursor, without a gap, for this process's follower and for other services. */
import type { EndingsPage, EndReason } from '@campusbite/auth'
import type { Run, Statement } from './connection'

/** The time as a number, as in logouts.ts: after a start there may be a million of them. */
interface Row {
  cursor: string
  sid: string | null
  accessUntilMs: number | null
  reason: EndReason
}

/**
 * The endings since the cursor, and the next cursor, from one snapshot. The cursor is the snapshot's xmin, the oldest running
 * transaction: a transaction that is still running has this id or a higher one, so it is found later however late it commits. A
 * cursor on a sequence or a time would have skipped it. Endings may be read twice.
 */
export async function readEndings(run: Run, cursor: string, now: Date): Promise<EndingsPage> {
  const rows = await run<Row>(since, [cursor, now])
  const endings = rows.flatMap(({ sid, accessUntilMs, reason }) =>
    sid !== null && accessUntilMs !== null ? [{ sid, accessUntil: new Date(accessUntilMs), reason }] : [],
  )
  return { cursor: rows[0]?.cursor ?? cursor, endings }
}

const since: Statement = {
  name: 'endings-since',
  text: `
    SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS cursor,
      e.sid, (extract(epoch FROM e.access_until) * 1000)::float8 AS "accessUntilMs", e.reason
    FROM (SELECT) AS always LEFT JOIN session_ending e
      -- By the clock that tokens are made by, which need not be the database's. The margin is for instances that differ.
      ON e.txid >= $1::text::xid8 AND e.access_until > $2::timestamptz - interval '1 minute'`,
}

/** The same for a caller that keeps no other state. A cursor from another database, restored from a backup, starts over. */
export async function endedSince(run: Run, cursor: string, now: Date): Promise<EndingsPage> {
  const page = await readEndings(run, cursor, now)
  return BigInt(page.cursor) < BigInt(cursor) ? readEndings(run, '0', now) : page
}
