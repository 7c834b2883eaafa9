/** One server process, on a database of its own, for all tests of a file. */
import { afterAll, beforeAll } from 'vitest'
import { lastingDatabase } from './lasting-database'
import { type ServerProcess, startServerProcess } from './server-process'

/** Milliseconds: a process takes seconds to start, many of them where others are at work. */
const starts = 180_000

/** To be called where the file begins. @returns the server, which is there once the tests run */
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
