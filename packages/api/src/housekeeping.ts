/** Periodically ends expired sessions and purges what no longer matters. Every instance may do it; none depends on it. */
import type { Auth } from '@campusbite/auth'
import type { Database } from '@campusbite/db'
import { inSteps, type Pace } from './in-steps'
import type { Logger } from './log'

export interface HousekeepingDeps {
  auth: Pick<Auth, 'operator'>
  database: Pick<Database, 'purge'>
  log: Logger
  now?: () => Date
}

/** How long the record of an ending is kept, in days: docs/session-policy.md. */
export const keepEndingsDays = 30
const everyMs = 10 * 60_000
/** For an instance that also serves requests: pauses nine times as long as it works, so that requests come first. */
export const gently: Pace = { rests: 9 }

/** Once, until there is nothing left to do. */
export async function tidyUp(
  { auth, database, now = () => new Date() }: Omit<HousekeepingDeps, 'log'>,
  pace?: Pace,
): Promise<{ ended: number; endings: number; counters: number }> {
  const at = now()
  const endingsBefore = new Date(at.getTime() - keepEndingsDays * 24 * 60 * 60_000)
  const done = { ended: 0, endings: 0, counters: 0 }
  await inSteps(async () => {
    const { ended } = await auth.operator.endExpired()
    done.ended += ended
    return ended
  }, pace)
  await inSteps(async () => {
    const { endings, counters } = await database.purge(at, endingsBefore)
    done.endings += endings
    done.counters += counters
    return endings + counters
  }, pace)
  return done
}

/** How often each instance writes when its sessions were last used, in milliseconds. */
export const writeUsesEveryMs = 60_000

/** @returns a function that stops it, after a last write */
export function keepLastUses(
  auth: Pick<Auth, 'writeLastUses'>,
  log: Logger,
  everyMs = writeUsesEveryMs,
): () => Promise<void> {
  let running = Promise.resolve()
  const write = () => {
    running = running
      .then(() => auth.writeLastUses())
      .catch((error: Error) =>
        log.warn({ error: error.message.slice(0, 500) }, 'last uses not written, will try again'),
      )
    return running
  }
  const timer = setInterval(write, everyMs * (0.75 + Math.random() / 2)).unref()
  return () => {
    clearInterval(timer)
    return write()
  }
}

/** @returns a function that stops it, after the current step */
export function keepTidy(deps: HousekeepingDeps): () => Promise<void> {
  const stopped = new AbortController()
  let running: Promise<void> | undefined
  const round = async () => {
    try {
      deps.log.info(await tidyUp(deps, { ...gently, signal: stopped.signal }), 'tidied up')
    } catch (error) {
      const { message } = error as Error
      deps.log.warn({ error: message.slice(0, 500) }, 'tidying up failed, will try again')
    }
    running = undefined
  }
  // Instances that start together should not all begin at once, and one that is still running need not begin again.
  const timer = setInterval(() => (running ??= round()), everyMs * (0.75 + Math.random() / 2)).unref()
  return async () => {
    clearInterval(timer)
    stopped.abort()
    await running
  }
}
