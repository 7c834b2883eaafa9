import { Revocations } from '@campusbite/auth'
import { inject } from 'vitest'
import { openDatabase } from '../src/index'
import { freshDatabase, freshDataDir } from '../src/testing/index'
import { storeSuite } from '../src/testing/store-suite'
import { asOpened } from './postgres'

storeSuite('on PGlite', async () => {
  const directory = await freshDataDir()
  const database = await openDatabase({ dataDir: directory.path, revocations: new Revocations() })
  return {
    database,
    async dispose() {
      await database.close()
      directory[Symbol.dispose]()
    },
  }
})

const onServer = (query: string) => async () => {
  const fresh = await freshDatabase({ url: inject('postgresUrl') })
  const database = await openDatabase({ url: asOpened(`${fresh.url}${query}`), revocations: new Revocations() })
  return {
    database,
    async dispose() {
      await database.close()
      await fresh[Symbol.asyncDispose]()
    },
  }
}

storeSuite('on PostgreSQL', onServer(''))
storeSuite('on PostgreSQL, as through a pool', onServer('?pgbouncer=true'))
