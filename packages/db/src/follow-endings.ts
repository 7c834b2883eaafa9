/**
 * Keeps a process informed of every session that ends, whoever ended it. While it cannot, it confirms nothing, and the check of
 * access tokens fails closed. Never ends a session itself.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { forgottenAfterMs, type Revocations } from '@campusbite/auth'
import type { Connection, Listener } from './connection'
import { reasonOf } from './database-error'
import { isId } from './ids'
import { readEndings } from './read-endings'

export interface FollowOptions {
  connection: Pick<Connection, 'listen' | 'run' | 'here'>
  revocations: Revocations
  now: () => Date
  /** Called when following breaks down, and when it works again. */
  log: (message: string) => void
  /**
   * Between two reads of the database without notifications. Well below the staleness that `revocations` allows. Default: 1000;
   * 400 if notifications are impossible, so that streams still end within a second of their session.
   */
  intervalMs?: number
}

export interface Follower {
  close(): Promise<void>
}

const longestPauseMs = 5_000
const purgeEveryMs = 30_000
/** The channel of the trigger on `session`. Its notifications name sessions, separated by spaces; one without names is about all. */
const channel = 'session_ended'
/** Milliseconds: at most a hundred reads a second, however many endings there are. */
const betweenLooksMs = 10
/** Milliseconds until a read for this process's own endings: it knows them already, and only needs confirmation. */
const ownLookMs = 50

/** Resolves when every ending that matters has been loaded and confirmed. Rejects if the database cannot tell. */
export async function followEndings(options: FollowOptions): Promise<Follower> {
  const { connection, revocations, now, log } = options
  let cursor = '0'
  let failures = 0
  let purgedAt = now().getTime()
  /** From the first read until it is closed. */
  let following = false
  let timer: NodeJS.Timeout | undefined
  let soon: NodeJS.Timeout | undefined
  /** How many notifications named no session: after one, any session may have ended. */
  let unnamed = 0
  let running: Promise<void> | undefined
  let poked = false
  /** Whether there is a connection that receives notifications. */
  let hearing = false
  /** Whether this process is alone, see `Heard.alone`: notifications of others' endings arrive only a moment after their response. */
  let alone = () => false
  /** The connection is new: without it, the database may have crashed or been replaced, so the cursor starts over. */
  let anew = false

  const look = async () => {
    // Otherwise a process that does listen would believe it is alone.
    if (!hearing) await connection.here()
    const startedAt = now()
    const startedAlone = alone
    const startedUnnamed = unnamed
    const { tells } = revocations
    // After a crash, the server may reuse the ids of lost transactions, below a cursor that had passed them.
    if (anew) cursor = '0'
    anew = false
    // The clock was set back: entries that had expired by it, and were dropped, may be valid again.
    if (startedAt.getTime() < purgedAt - forgottenAfterMs) {
      cursor = '0'
      purgedAt = startedAt.getTime()
    }
    const page = await readEndings(connection.run, cursor, startedAt)
    for (const { sid, accessUntil, reason } of page.endings) revocations.add(sid, accessUntil, reason)
    if (BigInt(page.cursor) < BigInt(cursor)) {
      // Transaction ids never decrease: this is a different database than before, restored from a backup or failed over.
      cursor = '0'
      poked = true
      return
    }
    cursor = page.cursor
    // An ending between this read and a connection opened during it would be neither found nor notified.
    const told = alone === startedAlone && unnamed === startedUnnamed ? alone : () => false
    revocations.confirm(startedAt, tells, told)
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
        // Load everything again next time: the database may have been restored from a backup.
        cursor = '0'
        // It may have been notified of an ending that it cannot look up.
        revocations.unheard()
        if (failures++ === 0) log(`The endings of sessions cannot be followed: ${reasonOf(error)}`)
      }
      if (!following || failures > 0) return
      // After a short pause, one read finds what would have taken several.
      await pause(Math.max(0, betweenLooksMs - (performance.now() - startedAt)))
      if (!poked || !following) return
    }
  }

  const poke = () => {
    poked = true
    if (running || !following) return
    clearTimeout(timer)
    running = round().finally(() => {
      running = undefined
      if (following) timer = setTimeout(poke, pauseAfter(failures, options.intervalMs ?? (hearing ? 1_000 : 400)))
    })
  }

  const listener: Listener = await connection.listen(channel, {
    hearing() {
      hearing = true
      anew = true
      poke()
    },
    deaf() {
      hearing = false
      poke()
    },
    alone(still) {
      alone = still
      poke()
    },
    poke(own, text) {
      if (own) {
        soon ??= setTimeout(() => {
          soon = undefined
          poke()
        }, ownLookMs)
        return
      }
      const sids = text.split(' ').filter(isId)
      for (const sid of sids) revocations.doubt(sid)
      if (sids.length === 0) {
        unnamed += 1
        revocations.unheard()
      }
      poke()
    },
  })
  try {
    await look()
  } catch (error) {
    await listener.close()
    throw error
  }
  following = true
  poke()
  return {
    async close() {
      following = false
      clearTimeout(timer)
      clearTimeout(soon)
      await listener.close()
      await running
    },
  }
}

const pauseAfter = (failures: number, intervalMs: number) =>
  failures === 0 ? intervalMs : Math.min(longestPauseMs, intervalMs * 2 ** (failures - 1))
