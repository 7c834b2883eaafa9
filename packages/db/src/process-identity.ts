/** Tells one process from another that later got the same id. Reads what the system says of processes; signals none. */
import { execFileSync } from 'node:child_process'
import { readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'
import { codeOf } from './error-code'

export interface ProcessIdentity {
  pid: number
  /** Where `pid` has a meaning: a machine since its last start, and there a container. */
  place: string
  /** When the process started, in whatever unit the system has; null where it cannot be told. */
  startedAt: string | null
}

export function ownIdentity(): ProcessIdentity {
  return { pid: process.pid, place: place(), startedAt: startOf(process.pid) }
}

/**
 * Whether the process lives: `unknown` for one of another machine or container, whose processes cannot be seen from here.
 */
export function isAlive(identity: ProcessIdentity): boolean | 'unknown' {
  if (identity.place !== place()) return 'unknown'
  try {
    process.kill(identity.pid, 0)
  } catch (error) {
    // EPERM: it is there, and another user's.
    if (codeOf(error) !== 'EPERM') return false
  }
  // The id was given anew after a crash: the process that lives under it is another one.
  return identity.startedAt === null || startOf(identity.pid) === identity.startedAt
}

function place(): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    return `${hostname()} ${boot} ${readlinkSync('/proc/self/ns/pid')}`
  } catch {
    return hostname()
  }
}

function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // proc(5): starttime is field 22; the name of the program, field 2 in brackets, may hold spaces and brackets itself.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null
  } catch {
    return startOfByPs(pid)
  }
}

function startOfByPs(pid: number): string | null {
  try {
    const arguments_ = ['-o', 'lstart=', '-p', String(pid)]
    return execFileSync('ps', arguments_, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim() || null
  } catch {
    return null
  }
}
