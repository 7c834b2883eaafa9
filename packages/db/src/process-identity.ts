/** Tells a process from a later one with the same pid. Reads the system's process information; sends no signal. */
import { execFileSync } from 'node:child_process'
import { readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'
import { codeOf } from './error-code'

export interface ProcessIdentity {
  pid: number
  /** Where `pid` is valid: a machine since its last boot, and a container on it. */
  place: string
  /** When the process started, in whatever unit the system uses; null if unknown. */
  startedAt: string | null
}

export function ownIdentity(): ProcessIdentity {
  return { pid: process.pid, place: place(), startedAt: startOf(process.pid) }
}

/**
 * Whether the process is alive: `unknown` on another machine or in another container, whose processes cannot be seen from here.
 */
export function isAlive(identity: ProcessIdentity): boolean | 'unknown' {
  if (identity.place !== place()) return 'unknown'
  try {
    process.kill(identity.pid, 0)
  } catch (error) {
    // EPERM: it exists, and belongs to another user.
    if (codeOf(error) !== 'EPERM') return false
  }
  // The pid was reused after a crash: the process that has it now is a different one.
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
    // proc(5): starttime is field 22; the program name, field 2 in parentheses, may itself contain spaces and parentheses.
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
