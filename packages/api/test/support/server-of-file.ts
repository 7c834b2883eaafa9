/** One server process with its own database, for all tests of a file. */
import { afterAll, beforeAll } from 'vitest'
import { lastingDatabase } from './lasting-database'
import { type ServerProcess, startServerProcess } from './server-process'

/** Milliseconds: a process takes seconds to start, and many on a busy machine. */
const starts = 180_000

/** Call it at the top of the file. @returns the server, which is there once the tests run */
export function serverOfFile(): () => ServerProcess {
  let database: Awaited<ReturnType<typeof lastingDatabase>>
  let server: ServerProcess
  beforeAll(async () => {
    database = await lastingDatabase()
    server = await startServerProcess(database.env)
  }, starts)
  afterAll(async () => {
    await server[Symbol.asyncDispose]()
    await database[Symbol.asyncDispose]()
  }, starts)
  return () => server
}
