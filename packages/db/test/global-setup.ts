/** One PostgreSQL for the whole run; each test has its own database in it. */
import type { TestProject } from 'vitest/node'
import { startPostgres } from '../src/testing/index'

declare module 'vitest' {
  interface ProvidedContext {
    /** The superuser's. */
    postgresUrl: string
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres()
  project.provide('postgresUrl', server.url)
  return async () => server[Symbol.asyncDispose]()
}
