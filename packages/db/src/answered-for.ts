/** Keeps the answer for an ending until no other process trusts a memory that may not know of it. Ends nothing itself. */
import type { SessionStore, UserStore } from '@campusbite/auth'
import type { Connection } from './connection'

export function answeredFor(
  connection: Pick<Connection, 'answerable'>,
  sessions: SessionStore,
  users: UserStore,
): { sessions: SessionStore; users: UserStore } {
  const once =
    <Given extends unknown[], Ended>(end: (...given: Given) => Promise<Ended>) =>
    (...given: Given): Promise<Ended> =>
      end(...given).then((ended) => {
        // Asked after the ending, not before: it may have waited for a lock for longer than an earlier answer is good for.
        const answerable = connection.answerable()
        return answerable ? answerable.then(() => ended) : ended
      })
  return {
    sessions: { ...sessions, end: once(sessions.end) },
    users: {
      ...users,
      changePassword: once(users.changePassword),
      deleteUser: once(users.deleteUser),
      disableUser: once(users.disableUser),
    },
  }
}
