/** How much CPU time a process has used, from /proc; nothing on systems without it. */
import { readdirSync, readFileSync } from 'node:fs'

const ticksPerSecond = 100

/** Microseconds, including its threads; 0 if unknown. */
export function processorMicros(pid: number): number {
  const fields = statOf(pid)
  return fields ? ((Number(fields[11]) + Number(fields[12])) * 1e6) / ticksPerSecond : 0
}

/** Of a process and its children, including those that have ended, such as PostgreSQL's. */
export function processorMicrosBelow(pid: number): number {
  return family(pid).reduce((sum, one) => sum + processorMicros(one) + microsOfEnded(one), 0)
}

function microsOfEnded(pid: number): number {
  const fields = statOf(pid)
  return fields ? ((Number(fields[13]) + Number(fields[14])) * 1e6) / ticksPerSecond : 0
}

function family(pid: number): number[] {
  const parents = processes().map((one) => [one, Number(statOf(one)?.[1])] as const)
  const below = (of: number): number[] => [of, ...parents.flatMap(([one, parent]) => (parent === of ? below(one) : []))]
  return below(pid)
}

function processes(): number[] {
  try {
    return readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : []))
  } catch {
    return []
  }
}

/** The fields after the name, which may contain spaces itself: state, parent, … */
function statOf(pid: number): string[] | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  } catch {
    return null
  }
}
