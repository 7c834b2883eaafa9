/** Measures how fast contenders answer: in rounds, one after the other within each, every answer checked. */
import type { PostgresServer } from '@campusbite/db/testing'
import type { Running } from '../contenders/contender'
import { requireHonest, requireRight } from '../honesty'
import { generate } from '../load/generate'
import { processorMicros, processorMicrosBelow } from '../machine/processor-time'

/** What is asked of whom. */
export interface Entry {
  /** As the table calls it. */
  name: string
  running: Running
  /** Of load/requests.ts. */
  requests: string
  /** What the requests are given beside the secret. */
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
  /** Whether the first round counts as well: the servers are warm. */
  warm?: boolean
}

export interface Measured {
  perSecond: number
  p50: number
  p99: number
  /** Microseconds of processor time a request: of the server's process, and of PostgreSQL. */
  serverMicros: number
  databaseMicros: number
  /** Of what makes the load. */
  loadMicros: number
}

/** For each entry one figure a round. The first round is a warm-up, and not in it. */
export async function measure(entries: readonly Entry[], conditions: Conditions): Promise<Measured[][]> {
  const rounds: Measured[][] = entries.map(() => [])
  for (let round = conditions.warm ? 1 : 0; round <= conditions.rounds; round += 1) {
    for (const [index, entry] of inTurn(entries, round)) {
      const measured = await measureOnce(entry, conditions)
      if (round > 0) rounds[index]?.push(measured)
    }
  }
  return rounds
}

/** Nobody is always the first after a pause. */
function inTurn<T>(items: readonly T[], round: number): [number, T][] {
  const all = [...items.entries()]
  const start = round % items.length
  return [...all.slice(start), ...all.slice(0, start)]
}

async function measureOnce(entry: Entry, conditions: Conditions): Promise<Measured> {
  const { name, running, requests, given, ends } = entry
  const { postgres, seconds, connections, sessions } = conditions
  await running.fill(sessions)
  await running.database.query('ANALYZE')
  await running.database.query('CHECKPOINT')
  const rowsBefore = await running.count()
  const { first, end: to, program, secret } = running
  const serverBefore = processorMicros(program.pid)
  const databaseBefore = processorMicrosBelow(postgres.pid())
  const job = { port: program.port, requests, given: { secret, ...given }, from: first, to, connections, seconds }
  const outcome = await generate(job)
  const serverMicros = (processorMicros(program.pid) - serverBefore) / outcome.answered
  const databaseMicros = (processorMicrosBelow(postgres.pid()) - databaseBefore) / outcome.answered
  // Each is used once: a token that was redeemed is as spent as one of a session that has ended.
  running.first = outcome.next
  requireRight({ who: name, ...outcome })
  if (ends) {
    const left = await running.left(first, outcome.next)
    requireHonest({ who: name, ...outcome, rowsBefore, rowsAfter: await running.count(), left })
  }
  const { p50, p99, answered, loadMicros } = outcome
  return { perSecond: answered / outcome.seconds, p50, p99, serverMicros, databaseMicros, loadMicros }
}
