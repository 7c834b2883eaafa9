/** The API on the database of this test project. */
import { freshDatabase } from '@campusbite/db/testing'
import { inject } from 'vitest'
import type { Logger } from '../../src/log'
import { type RunningApi, startApi } from '../../src/testing/index'

const AUTH_SECRET = 'a-secret-for-tests-of-32-bytes-or-more'

export async function startTestApi(env: Record<string, string> = {}, log?: Logger): Promise<RunningApi> {
  if (inject('database') === 'embedded') return startApi(env, log)
  const database = await freshDatabase({ url: inject('postgresUrl') })
  const api = await startApi({ DATABASE_URL: database.url, AUTH_SECRET, ...env }, log)
  return {
    ...api,
    async [Symbol.asyncDispose]() {
      await api[Symbol.asyncDispose]()
      await database[Symbol.asyncDispose]()
    },
  }
}
