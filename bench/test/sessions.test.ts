/** Sessions are created by SQL and named by tokens created here: both must mean the same ones. */
import { freshDatabase, startPostgres, withClient } from '@campusbite/db/testing'
import { expect, test } from 'vitest'
import { countRange, insertSessions, insertUsers, jtiOf, sidOf, userOf } from '../src/sessions'

test('a number yields the same session in SQL and here', async () => {
  await using server = await startPostgres()
  await using database = await freshDatabase(server)
  await withClient(database.url, async (client) => {
    await client.query(insertUsers, [7, 10])
    await client.query(insertSessions, [7, 10])
    const { rows } = await client.query(
      `SELECT sid, user_id, current_hash = sha256(convert_to($1, 'UTF8')) AS matches FROM session ORDER BY sid`,
      [jtiOf(8)],
    )
    expect(rows).toEqual([7, 8, 9].map((n) => ({ sid: sidOf(n), user_id: userOf(n), matches: n === 8 })))
    expect((await client.query(countRange, [8, 12])).rows).toEqual([{ count: 2 }])
  })
}, 120_000)
