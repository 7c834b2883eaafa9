/** G33: what a commit waits for. Attempt counters are many, and matter little after a crash; endings matter most. */
import { Revocations } from '@campusbite/auth'
import { describe, expect, inject, test } from 'vitest'
import { type DatabaseOptions, openDatabase } from '../src/index'
import { freshDatabase, freshDataDir } from '../src/testing/index'

const count = `INSERT INTO rate_limit (key, points) VALUES ('a', 1)`
const end = 'DELETE FROM session'

/** Whether committing a transaction with this statement waits for the disk. */
async function waits(where: Pick<DatabaseOptions, 'url' | 'dataDir'>, statement: string): Promise<boolean> {
  const { prisma, close } = await openDatabase({ ...where, revocations: new Revocations() })
  try {
    return await prisma.$transaction(async (within) => {
      await within.$executeRawUnsafe(statement)
      const [answer] = await within.$queryRaw<{ set: string }[]>`SELECT current_setting('synchronous_commit') AS set`
      return answer?.set === 'on'
    })
  } finally {
    await close()
  }
}

describe('on PostgreSQL', () => {
  test('a counter does not wait for the disk, but an ending does', async () => {
    await using fresh = await freshDatabase({ url: inject('postgresUrl') })
    expect(await waits({ url: fresh.url }, count)).toBe(false)
    expect(await waits({ url: fresh.url }, end)).toBe(true)
  })
})

describe('on the embedded database', () => {
  test('a counter waits for the disk too: a killed process would lose everything that had not', async () => {
    using directory = await freshDataDir()
    expect(await waits({ dataDir: directory.path }, count)).toBe(true)
  })
})
