/**
 * Keeps a process informed of every session that ends, whichever process or person ended it. While it cannot, it confirms
 * nothing, and the check of access tokens fails closed. Never ends a session itself.
 */
import { setTimeout as pause } from 'node:timers/promises'
import type { Revocations } from '@campusbite/auth'
import { betweenLooksMs, channel } from './announce'
import type { Connection, Listener } from './connection'
import { reasonOf } from './database-error'
import { readEndings } from './read-endings'

export interface FollowOptions {
  connection: Pick<Connection, 'listen' | 'run'>
  revocations: Revocations
  now: () => Date
  /** Called when following breaks down, and when it works again. */
  log: (message: string) => void
  /** Between two looks at the database, when nobody pokes. Well below the staleness that `revocations` allows. */
  intervalMs?: number
}

export interface Follower {
  close(): Promise<void>
}

const longestPauseMs = 5_000
const purgeEveryMs = 30_000
/** Milliseconds until a look for what this process has itself ended: it knows that already, and only has it confirmed. */
const ownLookMs = 50

/** Resolves when every ending that matters has been loaded and confirmed. Rejects when the database cannot tell. */
export async function followEndings(options: FollowOptions): Promise<Follower> {
  const { connection, revocations, now, log, intervalMs = 1_000 } = options
  let cursor = '0'
  let failures = 0
  let purgedAt = now().getTime()
  let closed = false
  let timer: NodeJS.Timeout | undefined
  let soon: NodeJS.Timeout | undefined
  let running: Promise<void> | undefined
  let poked = false
  /** The line was cut, and with it the knowledge of where the database stood. */
  let lost = false

  const look = async () => {
    const startedAt = now()
    // After a crash the server may give the ids of transactions that it lost to others, below a cursor that had passed them.
    if (lost) cursor = '0'
    lost = false
    const page = await readEndings(connection.run, cursor)
    for (const { sid, accessUntil, reason } of page.endings) revocations.add(sid, accessUntil, reason)
    if (BigInt(page.cursor) < BigInt(cursor)) {
      // Transaction ids never go back: this is another database than a moment ago, put back from a copy or failed over.
      cursor = '0'
      poked = true
      return
    }
    cursor = page.cursor
    revocations.confirm(startedAt)
    if (startedAt.getTime() - purgedAt >= purgeEveryMs) {
      purgedAt = startedAt.getTime()
      revocations.purge(startedAt)
    }
  }

  const round = async () => {
    for (;;) {
      const startedAt = performance.now()
      poked = false
      try {
        await look()
        if (failures > 0) log('The endings of sessions are being followed again.')
        failures = 0
      } catch (error) {
        // What was missed meanwhile is loaded whole: the database may have been put back from a copy.
        cursor = '0'
        if (failures++ === 0) log(`The endings of sessions cannot be followed: ${reasonOf(error)}`)
      }
      if (closed || failures > 0) return
      // A look that follows in the same moment would find what one a moment later finds together with the next.
      await pause(Math.max(0, betweenLooksMs - (performance.now() - startedAt)))
      if (!poked || closed) return
    }
  }

  const poke = () => {
    poked = true
    if (running || closed) return
    clearTimeout(timer)
    running = round().finally(() => {
      running = undefined
      if (!closed) timer = setTimeout(poke, failures === 0 ? intervalMs : pauseAfter(failures, intervalMs))
    })
  }

  await look()
  const listener: Listener = await connection.listen(channel, ({ anew, own }) => {
    lost ||= anew
    if (!own) poke()
    else
      soon ??= setTimeout(() => {
        soon = undefined
        poke()
      }, ownLookMs)
  })
  poke()
  return {
    async close() {
      closed = true
      clearTimeout(timer)
      clearTimeout(soon)
      await listener.close()
      await running
    },
  }
}

const pauseAfter = (failures: number, intervalMs: number) => Math.min(longestPauseMs, intervalMs * 2 ** (failures - 1))
