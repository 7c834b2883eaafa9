/** Delays the response to an ending until no other process can be trusting memory that predates it. Ends nothing itself. */
import type { SessionStore, UserStore } from '@campusbite/auth'
import type { Connection } from './connection'

export function answeredFor(
  connection: Pick<Connection, 'answerable'>,
  sessions: SessionStore,
  users: UserStore,
): { sessions: SessionStore; users: UserStore } {
  const held =
    <Given extends unknown[], Ended>(end: (...given: Given) => Promise<Ended>) =>
    (...given: Given): Promise<Ended> =>
      end(...given).then((ended) => {
        // Asked after the ending, not before: it may have waited for a lock for longer than an earlier answer is valid.
        const answerable = connection.answerable()
        return answerable ? answerable.then(() => ended) : ended
      })
  return {
    sessions: { ...sessions, end: held(sessions.end) },
    users: {
      ...users,
      changePassword: held(users.changePassword),
      deleteUser: held(users.deleteUser),
      disableUser: held(users.disableUser),
    },
  }
}
