/**
 * Keeps a second process off the embedded database: two on one directory would destroy it. A file next to the directory names
 * the holder; a dead holder's file is taken over.
 */
import { randomUUID } from 'node:crypto'
import {
  linkSync,
  mkdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  statSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { DatabaseError } from './database-error'
import { codeOf } from './error-code'
import { isAlive, ownIdentity, type ProcessIdentity } from './process-identity'

interface Holder extends ProcessIdentity {
  token: string
}

const heartbeatMs = 5_000
/** A holder whose process cannot be checked from here counts as dead after this long without a heartbeat. */
const silentMs = 30_000

export interface DirectoryLock {
  release(): void
}

/** @throws DatabaseError `DATABASE_IN_USE`; file system errors unchanged */
export function lockDirectory(file: string): DirectoryLock {
  const own: Holder = { ...ownIdentity(), token: randomUUID() }
  if (!create(file, own)) {
    refuseIfHeld(file)
    takeOver(file, own)
  }
  const heartbeat = setInterval(() => {
    try {
      utimesSync(file, new Date(), new Date())
    } catch {
      // The file was removed by hand; only the next process to start depends on it.
    }
  }, heartbeatMs)
  heartbeat.unref()
  return {
    release() {
      clearInterval(heartbeat)
      if (read(file)?.token === own.token) unlinkSync(file)
    },
  }
}

/** The file appears with all its content or not at all: a reader must never mistake a half-written one for a dead holder's. */
function create(file: string, own: Holder): boolean {
  const draft = `${file}.${own.token}`
  writeFileSync(draft, JSON.stringify(own), { mode: 0o600 })
  try {
    linkSync(draft, file)
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  } finally {
    unlinkSync(draft)
  }
}

/** One at a time: of two processes that found the same dead holder, the slower would remove the faster one's new lock. */
function takeOver(file: string, own: Holder): void {
  const turnstile = `${file}.takeover`
  try {
    mkdirSync(turnstile)
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
    if (ageMs(turnstile) < silentMs) throw inUse(file, 'another process that is starting')
    // Left behind by a process that died in here.
    rmdirSync(turnstile)
    takeOver(file, own)
    return
  }
  try {
    refuseIfHeld(file)
    rmSync(file, { force: true })
    if (!create(file, own)) throw inUse(file, 'another process that is starting')
  } finally {
    rmdirSync(turnstile)
  }
}

function refuseIfHeld(file: string): void {
  const holder = read(file)
  // Unreadable: not written by us, or truncated by a full disk. It names no holder.
  if (!holder) return
  const alive = isAlive(holder)
  if (alive === true) throw inUse(file, `process ${holder.pid}`)
  if (alive === 'unknown' && ageMs(file) < silentMs) {
    throw inUse(file, `process ${holder.pid} on ${holder.place.split(' ')[0]}`)
  }
}

function read(file: string): Holder | null {
  try {
    const holder: Partial<Holder> = JSON.parse(readFileSync(file, 'utf8'))
    const { pid, place, startedAt = null, token } = holder
    if (typeof pid !== 'number' || typeof place !== 'string' || typeof token !== 'string') return null
    return { pid, place, startedAt, token }
  } catch {
    return null
  }
}

function ageMs(path: string): number {
  try {
    return Date.now() - statSync(path).mtimeMs
  } catch {
    return Number.POSITIVE_INFINITY
  }
}

const inUse = (file: string, by: string) =>
  new DatabaseError(
    'DATABASE_IN_USE',
    `The embedded database is in use by ${by} (${file}). Stop that one first, or choose another DATA_DIR.`,
  )
