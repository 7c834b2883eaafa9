/**
 * The most frequent ending: a user logs out of one session. Logouts that arrive together share one statement, and so one commit.
 * Each caller is answered after it, and none waits for a lock on another's row.
 */
import type { EndedSession } from '@campusbite/auth'
import { coalesced, fewAtOnce } from './coalesce'
import { type Run, type Statement, unseen } from './connection'

/** Both must be valid ids, see ids.ts. */
export interface Logout {
  sid: string
  userId: string
}

/** Only what the caller does not know already, and times as numbers: parsing a time's text is the driver's slowest conversion. */
interface Row {
  sid: string
  accessUntilMs: number
}
const ended = 's.sid, (extract(epoch FROM s.access_until) * 1000)::float8 AS "accessUntilMs"'

/** `user` makes the trigger record the user of each session. `listeners`: a parameter. */
const why = (listeners: string) => `why AS MATERIALIZED (
  SELECT set_config('campusbite.reason', 'logout', true), set_config('campusbite.ended_by', 'user', true),
    set_config('campusbite.listeners', ${listeners}, true))`

const one: Statement = {
  name: 'log-out-one',
  text: `
    WITH ${why('$3')} DELETE FROM session s USING why WHERE s.sid = $1::uuid AND s.user_id = $2::uuid RETURNING ${ended}`,
}

/**
 * Skips locked rows: a statement for many must not wait for one, nor deadlock with another. Rows that this statement has locked
 * stay in place, and are found again by their ctid, which costs less than by id.
 */
const many: Statement = {
  name: 'log-out-many',
  text: `
    WITH ${why('$3')}, chosen AS MATERIALIZED (
      SELECT s.ctid AS place FROM unnest(${unseen('$1::uuid[]')}, ${unseen('$2::uuid[]')}) AS named(sid, user_id)
      JOIN session s ON s.sid = named.sid AND s.user_id = named.user_id FOR UPDATE OF s SKIP LOCKED
    )
    DELETE FROM session s USING why, chosen WHERE s.ctid = chosen.place RETURNING ${ended}`,
}

/**
 * @param isAlone whether no other process listens to this database's endings: then nobody is notified
 * @returns a function that resolves after the commit, with the session that has ended, or with none if there was none
 */
export function createLogouts(run: Run, isAlone: () => boolean): (logout: Logout) => Promise<EndedSession[]> {
  const listeners = () => (isAlone() ? 'none' : '')

  const endOne = async (logout: Logout) => {
    const rows = await run<Row>(one, [logout.sid, logout.userId, listeners()])
    return rows.map((row) => endedSession(logout, row))
  }

  const endPassedOver = fewAtOnce(endOne)

  const endMany = async (logouts: readonly Logout[]) => {
    const values = [logouts.map(({ sid }) => sid), logouts.map(({ userId }) => userId), listeners()]
    const bySid = new Map((await run<Row>(many, values)).map((row) => [row.sid, row]))
    return logouts.map((logout) => {
      const row = bySid.get(logout.sid)
      // Gone already, or skipped: on its own it finds out, and may wait.
      if (!row) return endPassedOver(logout)
      // A session that is named twice has ended once.
      bySid.delete(logout.sid)
      return [endedSession(logout, row)]
    })
  }

  return coalesced<Logout, EndedSession[]>({
    // As many as one notification can name.
    most: 200,
    atOnce: 2,
    patienceMs: 20,
    run: endMany,
    runOne: endOne,
  })
}

const endedSession = ({ sid, userId }: Logout, { accessUntilMs }: Row): EndedSession => ({
  sid,
  userId,
  accessUntil: new Date(accessUntilMs),
})
