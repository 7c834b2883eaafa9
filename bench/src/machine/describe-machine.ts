/** Describes the machine: results mean nothing without it. */
import { cpus, loadavg, release, totalmem, type } from 'node:os'

export interface Machine {
  processor: string
  cores: number
  memoryGiB: number
  system: string
  node: string
  /** Load average of the last minute before the first measurement: above zero, something else was running. */
  loadBefore: number
}

export function describeMachine(): Machine {
  const [first] = cpus()
  return {
    processor: first?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release()}`,
    node: process.version,
    loadBefore: Math.round((loadavg()[0] ?? 0) * 100) / 100,
  }
}
