/**
 * Tells the other instances that sessions have ended. A notification costs PostgreSQL and every listener more than an ending
 * does, so within milliseconds there is one for all: by the commit of a statement that ends sessions anyway where one comes
 * then, or by itself. Should this process die in between, the others find out when they look by themselves.
 */
import type { Run, Statement } from './connection'

/** Of the trigger on `session`, and of its listeners. */
export const channel = 'session_ended'

/** Milliseconds: at most a hundred notifications a second, and as many looks of a follower, however many endings there are. */
export const betweenLooksMs = 10
/** Milliseconds that an ending waits for a commit that tells of it, before it is told by itself. */
export const longestUntoldMs = 2 * betweenLooksMs

const notify: Statement = { name: 'notify-endings', text: `SELECT pg_notify('${channel}', '')` }

/** At once: by the statement's own commit. Later: by somebody else's, or by us. */
export type Telling = 'at once' | 'later'

/**
 * Sends a statement that ends sessions, and sees to it that they are told of.
 * @param send is told how; resolves after the commit, with what has ended
 */
export type Announced = <Ended>(send: (telling: Telling) => Promise<Ended[]>) => Promise<Ended[]>

export function createAnnouncements(run: Run): Announced {
  let toldAt = Number.NEGATIVE_INFINITY
  /** Statements that have been committed untold, and how many of those somebody has told of since. */
  let committed = 0
  let told = 0
  let timer: NodeJS.Timeout | undefined

  const tell = () => {
    timer = undefined
    toldAt = performance.now()
    told = committed
    // Nobody is left waiting: who is not told finds out.
    run(notify, []).catch(() => {})
  }

  const tellLater = () => {
    clearTimeout(timer)
    timer = told < committed ? setTimeout(tell, longestUntoldMs).unref() : undefined
  }

  return async (send) => {
    const telling = performance.now() - toldAt < betweenLooksMs ? 'later' : 'at once'
    if (telling === 'at once') toldAt = performance.now()
    // What is committed while this is under way may come after its commit: who looks then would not find it.
    const before = committed
    const ended = await send(telling)
    // A statement that has ended nothing has told nobody.
    if (ended.length === 0) return ended
    if (telling === 'at once') {
      told = Math.max(told, before)
      tellLater()
    } else {
      committed += 1
      if (!timer) tellLater()
    }
    return ended
  }
}
