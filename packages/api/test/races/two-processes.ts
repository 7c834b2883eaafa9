/** Two instances, each in its own process, and one here that observes, all on one PostgreSQL database. */
import { freshDatabase } from '@campusbite/db/testing'
import { inject } from 'vitest'
import { type Instance, openInstance } from './instance'
import { startWorker, type Worker } from './start-worker'

export interface TwoProcesses extends AsyncDisposable {
  watcher: Instance
  workers: readonly [Worker, Worker]
}

export async function twoProcesses(): Promise<TwoProcesses> {
  const fresh = await freshDatabase({ url: inject('postgresUrl') })
  const watcher = await openInstance(fresh)
  const workers = await Promise.all([startWorker(fresh.url), startWorker(fresh.url)])
  return {
    watcher,
    workers,
    async [Symbol.asyncDispose]() {
      await Promise.all(workers.map((worker) => worker[Symbol.asyncDispose]()))
      await watcher[Symbol.asyncDispose]()
      await fresh[Symbol.asyncDispose]()
    },
  }
}
