/** Tidies up as every instance does now and then, in a process of its own: once for each time that it is told to. */
import { defaultPolicy, Revocations } from '@campusbite/auth'
import { openDatabase } from '@campusbite/db'

export interface Purged {
  /** Expired sessions ended, and old records of endings removed. */
  ended: number
  endings: number
  seconds: number
}

const dayMs = 24 * 60 * 60_000
/** As long as the API keeps records. */
const keepEndingsMs = 30 * dayMs

const database = await openDatabase({ url: process.argv[2], revocations: new Revocations() })
process.on('message', () => void purge().then((purged) => process.send?.(purged)))
process.send?.('ready')

async function purge(): Promise<Purged> {
  const startedAt = performance.now()
  const now = new Date()
  const idleBefore = new Date(now.getTime() - defaultPolicy.idleSeconds * 1000)
  const which = { expiredBefore: now, idleBefore }
  const ended = await database.sessions.end({ which, reason: 'expired', endedBy: 'system' })
  const { endings } = await database.purge(now, new Date(now.getTime() - keepEndingsMs))
  return { ended: ended.length, endings, seconds: (performance.now() - startedAt) / 1000 }
}
