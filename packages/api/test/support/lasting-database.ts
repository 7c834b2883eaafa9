/** A database that outlives its users: for tests of restarts, and of several instances. */
import { freshDatabase, freshDataDir } from '@campusbite/db/testing'
import { inject } from 'vitest'

const AUTH_SECRET = 'a-secret-for-tests-of-32-bytes-or-more'

/** `env`: the settings with which an API opens it. */
export async function lastingDatabase(): Promise<{ env: Record<string, string> } & AsyncDisposable> {
  if (inject('database') === 'embedded') {
    const directory = await freshDataDir()
    return { env: { DATA_DIR: directory.path }, [Symbol.asyncDispose]: async () => directory[Symbol.dispose]() }
  }
  const database = await freshDatabase({ url: inject('postgresUrl') })
  const dispose = () => database[Symbol.asyncDispose]()
  return { env: { DATABASE_URL: database.url, AUTH_SECRET }, [Symbol.asyncDispose]: dispose }
}
