/** Measures how fast contenders answer: in rounds, one after the other within each, with every response checked. */
import type { PostgresServer } from '@campusbite/db/testing'
import type { Running } from '../contenders/contender'
import { requireHonest, requireRight } from '../honesty'
import { generate } from '../load/generate'
import { processorMicros, processorMicrosBelow } from '../machine/processor-time'
import { type Program, processesOf } from '../machine/start-program'

/** A contender and its requests. */
export interface Entry {
  /** The name in the table. */
  name: string
  running: Running
  /** Of load/requests.ts. */
  requests: string
  /** The requests' parameters, besides the secret. */
  given?: Record<string, string>
  /** Whether each request ends a session. */
  ends: boolean
}

export interface Conditions {
  postgres: PostgresServer
  rounds: number
  seconds: number
  connections: number
  /** In the table when each measurement begins. */
  sessions: number
  /** Whether the first round counts as well, because the servers are warm. */
  warm?: boolean
  /** Called when the clock of a measurement starts. */
  began?(): void
}

export interface Measured {
  perSecond: number
  p50: number
  p99: number
  /** Microseconds of CPU time per request: of the server's process, and of PostgreSQL. */
  serverMicros: number
  databaseMicros: number
  /** Of the load generator. */
  loadMicros: number
}

/** One result per entry and round. The first round is a warm-up, and not included. */
export async function measure(entries: readonly Entry[], conditions: Conditions): Promise<Measured[][]> {
  return inRounds(entries, conditions, (entry) => measureOnce(entry, conditions))
}

export async function inRounds<One>(
  entries: readonly One[],
  { rounds, warm = false }: Pick<Conditions, 'rounds' | 'warm'>,
  once: (entry: One) => Promise<Measured>,
): Promise<Measured[][]> {
  const figures: Measured[][] = entries.map(() => [])
  for (let round = warm ? 1 : 0; round <= rounds; round += 1) {
    for (const [index, entry] of inTurn(entries, round)) {
      const measured = await once(entry)
      if (round > 0) figures[index]?.push(measured)
    }
  }
  return figures
}

/** Of all its processes so far. */
export const serverMicrosOf = (program: Program): number =>
  processesOf(program).reduce((sum, { pid }) => sum + processorMicros(pid), 0)

/** Rotates, so that no contender is always the first after a pause. */
function inTurn<T>(items: readonly T[], round: number): [number, T][] {
  const all = [...items.entries()]
  const start = round % items.length
  return [...all.slice(start), ...all.slice(0, start)]
}

async function measureOnce(entry: Entry, conditions: Conditions): Promise<Measured> {
  const { name, running, requests, given, ends } = entry
  const { postgres, seconds, connections, sessions, began } = conditions
  await running.fill(sessions)
  await running.database.query('ANALYZE')
  await running.database.query('CHECKPOINT')
  const rowsBefore = await running.count()
  const { first, end: to, program, secret } = running
  const serverBefore = serverMicrosOf(program)
  const databaseBefore = processorMicrosBelow(postgres.pid())
  const ports = processesOf(program).map(({ port }) => port)
  const job = { ports, requests, given: { secret, ...given }, from: first, to, connections, seconds }
  const outcome = await generate(job, began)
  const serverMicros = (serverMicrosOf(program) - serverBefore) / outcome.answered
  const databaseMicros = (processorMicrosBelow(postgres.pid()) - databaseBefore) / outcome.answered
  // Each is used once: a redeemed token is as spent as one of an ended session.
  running.first = outcome.next
  requireRight({ who: name, ...outcome })
  if (ends) {
    const left = await running.left(first, outcome.next)
    requireHonest({ who: name, ...outcome, rowsBefore, rowsAfter: await running.count(), left })
  }
  const { p50, p99, answered, loadMicros } = outcome
  return { perSecond: answered / outcome.seconds, p50, p99, serverMicros, databaseMicros, loadMicros }
}
