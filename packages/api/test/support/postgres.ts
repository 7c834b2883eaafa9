/** One PostgreSQL server for all test files; each file gets its own database in it. */
import { startPostgres } from '@campusbite/db/testing'
import type { TestProject } from 'vitest/node'

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres()
  project.provide('postgresUrl', server.url)
  return async () => {
    await server[Symbol.asyncDispose]()
  }
}

declare module 'vitest' {
  interface ProvidedContext {
    database: 'embedded' | 'postgresql'
    postgresUrl: string
  }
}
