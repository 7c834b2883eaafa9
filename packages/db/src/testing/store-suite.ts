/** One suite for every kind of database. Not exported with the rest of this folder: it only loads inside a test runner. */
import { afterAll, beforeAll, describe } from 'vitest'
import type { Database } from '../open-database'
import { endingSuite } from './ending-suite'
import { idSuite } from './id-suite'
import { rotationSuite } from './rotation-suite'
import { shopSuite } from './shop-suite'
import { userSuite } from './user-suite'

/** @param open returns a migrated, seeded database that nothing else uses */
export function storeSuite(name: string, open: () => Promise<{ database: Database; dispose(): Promise<void> }>): void {
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
