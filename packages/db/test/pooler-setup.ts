/** A PgBouncer in front of the run's PostgreSQL: every database that a test opens is opened through it. */
import type { TestProject } from 'vitest/node'
import { startPgBouncer } from '../src/testing/index'

declare module 'vitest' {
  interface ProvidedContext {
    /** Undefined in a run without a pool. */
    poolPort: number | undefined
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const pool = await startPgBouncer(project.getProvidedContext().postgresUrl)
  project.provide('poolPort', pool.port)
  return async () => pool[Symbol.asyncDispose]()
}
