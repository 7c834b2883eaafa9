/**
 * Tells the other instances that sessions have ended: the first ending by the notification of its own commit, those that follow
 * within milliseconds by one for all of them. A notification costs PostgreSQL and every listener more than an ending does. Should
 * this process die in between, the others find out when they look by themselves.
 */
import type { Run, Statement } from './connection'

/** Of the trigger on `session`, and of its listeners. */
export const channel = 'session_ended'

/** Milliseconds: at most a hundred notifications a second, and as many looks of a follower, however many endings there are. */
export const betweenLooksMs = 10

const notify: Statement = { name: 'notify-endings', text: `SELECT pg_notify('${channel}', '')` }

export type Telling = 'at once' | 'later'

export interface Announcements {
  /** How the endings of the next statement are told: at once, by its commit, or later, by us. */
  next(): Telling
  /** A statement whose endings are told later has been committed. */
  committed(): void
}

export function createAnnouncements(run: Run): Announcements {
  let toldAt = Number.NEGATIVE_INFINITY
  let timer: NodeJS.Timeout | undefined

  const tell = () => {
    timer = undefined
    toldAt = performance.now()
    // Nobody is left waiting: who is not told finds out.
    run(notify, []).catch(() => {})
  }

  return {
    next() {
      if (timer || performance.now() - toldAt < betweenLooksMs) return 'later'
      toldAt = performance.now()
      return 'at once'
    },
    committed() {
      timer ??= setTimeout(tell, betweenLooksMs).unref()
    },
  }
}
