/** TLS to a server whose certificate is self-signed, for the host `database.invalid`. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { freshDatabase, type PostgresServer, startPostgres, withClient } from '../src/testing/index'
import { Opened } from './postgres'
import { refuses } from './refuses'

const certificate = fileURLToPath(new URL('./certificate/server.crt', import.meta.url))

let server: PostgresServer
/** Of a migrated database. */
let url: string
beforeAll(async () => {
  server = await startPostgres()
  await withClient(server.url, async (client) => {
    for (const name of ['server.crt', 'server.key']) {
      const lines = readFileSync(new URL(`./certificate/${name}`, import.meta.url), 'utf8')
        .trim()
        .split('\n')
      const list = lines.map((line) => client.escapeLiteral(line)).join(', ')
      // The server refuses a key that others may read.
      await client.query(`COPY (SELECT unnest(ARRAY[${list}])) TO PROGRAM 'umask 077; cat > ${name}'`)
    }
    await client.query('ALTER SYSTEM SET ssl = on')
  })
  await server.stop()
  await server.start()
  url = (await freshDatabase(server)).url
})
afterAll(() => server[Symbol.asyncDispose]())

const warnings: Error[] = []
const note = (warning: Error) => void warnings.push(warning)
beforeAll(() => void process.on('warning', note))
afterAll(() => void process.off('warning', note))

test.each(['allow', 'prefer', 'require', 'verify-ca', 'verify-full'])(
  'sslmode=%s verifies the server, without a warning',
  async (mode) => {
    await refuses(
      `${url}?sslmode=${mode}`,
      'CERTIFICATE',
      /signed by an unknown authority\. .* sslrootcert=.*DEPTH_ZERO_SELF_SIGNED_CERT/,
    )
    const named = `${url}?sslmode=${mode}&sslrootcert=${certificate}`
    await refuses(named, 'CERTIFICATE', /is for another host\..*ERR_TLS_CERT_ALTNAME_INVALID/)
    expect(warnings).toEqual([])
  },
)

test("sslmode=no-verify encrypts, sslmode=disable does not, and libpq's modes are available on request", async () => {
  await using opened = new Opened()
  const encrypted = async (query: string) => {
    const db = await opened.database({ url: `${url}?${query}` })
    return db.prisma.$queryRaw`SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()`
  }
  expect(await encrypted('sslmode=no-verify')).toEqual([{ ssl: true }])
  expect(await encrypted('sslmode=disable')).toEqual([{ ssl: false }])
  expect(await encrypted('uselibpqcompat=true&sslmode=require')).toEqual([{ ssl: true }])
})

test.each(['garbage', '', 'require&sslmode=garbage'])('sslmode=%s is refused', async (mode) => {
  await refuses(
    `${url}?sslmode=${mode}`,
    'BAD_URL',
    /^The sslmode in DATABASE_URL must be one of disable, .*no-verify\.$/,
  )
})

test('a file that cannot be read is named', async () => {
  const missing = `${certificate}.missing`
  const query = `sslmode=verify-full&sslrootcert=${missing}`
  await refuses(
    `${url}?${query}`,
    'BAD_URL',
    /names a file that cannot be read \(ENOENT\): .*server\.crt\.missing\. Correct its sslrootcert/,
  )
})

test('a server without TLS, if TLS is required', async () => {
  await refuses(`${inject('postgresUrl')}?sslmode=require`, 'REFUSED', /has no TLS, which DATABASE_URL asks for\./)
})
