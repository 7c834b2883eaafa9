/** The purge removes exactly what the benchmark created for it. */
import { freshDatabase, startPostgres, withClient } from '@campusbite/db/testing'
import { expect, test } from 'vitest'
import { Dishonest } from '../src/honesty'
import { Purger } from '../src/measure/purger'
import { insertSessions, insertUsers } from '../src/sessions'

test('removes exactly the added sessions, repeatedly, and keeps live ones', async () => {
  await using server = await startPostgres()
  await using database = await freshDatabase(server)
  const purger = await Purger.start(database.url)
  await withClient(database.url, async (client) => {
    await client.query(insertUsers, [0, 10])
    await client.query(insertSessions, [0, 10])
    for (let round = 0; round < 2; round += 1) {
      await purger.prepare(client, 5, 7)
      expect(await purger.purge(5, 7)).toMatchObject({ ended: 5, endings: 7 })
    }
    expect((await client.query('SELECT count(*)::int AS count FROM session')).rows).toEqual([{ count: 10 }])
    await expect(purger.purge(1, 0)).rejects.toThrow(Dishonest)
  })
  purger.stop()
}, 120_000)
