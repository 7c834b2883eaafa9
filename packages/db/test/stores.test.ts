/** One suite for every kind of database. */
import { Revocations } from '@campusbite/auth'
import { afterAll, beforeAll, describe, inject } from 'vitest'
import { type Database, openDatabase } from '../src/index'
import { freshDatabase, freshDataDir } from '../src/testing/index'
import { asOpened } from './postgres'
import { endingSuite } from './suites/ending-suite'
import { idSuite } from './suites/id-suite'
import { rotationSuite } from './suites/rotation-suite'
import { shopSuite } from './suites/shop-suite'
import { userSuite } from './suites/user-suite'

/** @param open returns a migrated, seeded database that nothing else uses */
function storeSuite(name: string, open: () => Promise<{ database: Database; dispose(): Promise<void> }>): void {
  describe(name, () => {
    let opened: Awaited<ReturnType<typeof open>>
    beforeAll(async () => {
      opened = await open()
    })
    afterAll(() => opened.dispose())
    const database = () => opened.database
    rotationSuite(database)
    endingSuite(database)
    userSuite(database)
    shopSuite(database)
    idSuite(database)
  })
}

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
