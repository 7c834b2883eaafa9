/** G12: the database fails while the API runs. It is a real PostgreSQL, broken in realistic ways. */
import { type PostgresServer, startPostgres } from '@campusbite/db/testing'
import { afterAll, beforeAll, test } from 'vitest'
import { BrokenDatabase } from './support/broken-database'

let server: PostgresServer
beforeAll(async () => {
  server = await startPostgres()
})
afterAll(() => server[Symbol.asyncDispose]())

test('G12 server down: every response is an honest failure, and everything works again when it is back', async () => {
  await using broken = await BrokenDatabase.on(server)
  await broken.staysHonest({ begin: () => server.stop(), end: () => server.start() })
})

test('G12 server out of connections', async () => {
  await using broken = await BrokenDatabase.on(server)
  await broken.staysHonest({
    begin: () => broken.rule('ALTER ROLE {role} CONNECTION LIMIT 0'),
    end: () => broken.rule('ALTER ROLE {role} CONNECTION LIMIT -1'),
  })
})

test('G12 server read-only: reads may succeed, and writes do not claim success', async () => {
  await using broken = await BrokenDatabase.on(server)
  await broken.staysHonest({
    begin: () => broken.rule('ALTER DATABASE {database} SET default_transaction_read_only = on'),
    end: () => broken.rule('ALTER DATABASE {database} RESET default_transaction_read_only'),
    fails: ({ type }) => type === 'mutation',
  })
})
