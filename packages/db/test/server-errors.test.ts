import { once } from 'node:events'
import { createServer } from 'node:net'
import { describe, expect, inject, it } from 'vitest'
import { readMigrations } from '../src/migration-files'
import { after, aSession, aUser } from './people'
import { logOut, Opened, somebodyWaits } from './postgres'
import { refuses, secret } from './refuses'

const changed = (change: (url: URL) => void) => {
  const url = new URL(inject('postgresUrl'))
  change(url)
  return url.href
}

describe('a server that cannot be used', () => {
  it.each([
    '',
    'campusbite',
    `mysql://root:${secret}@localhost/campusbite`,
    `postgres//root:${secret}@localhost`,
    `postgresql://root:${secret}@localhost:port/campusbite`,
  ])('G25 a wrong DATABASE_URL is not repeated: %#', async (url) => {
    await refuses(url, 'BAD_URL', /^DATABASE_URL must look like postgresql:/)
  })

  it('G25 a wrong password, user or database is reported by address, without the password', async () => {
    await refuses(
      changed((url) => (url.password = secret)),
      'ACCESS_DENIED',
      /^PostgreSQL at 127.0.0.1:\d+\/postgres refuses/,
    )
    await refuses(
      changed((url) => (url.password = '')),
      'ACCESS_DENIED',
      /refuses the user and password/,
    )
    await refuses(
      changed((url) => (url.username = 'nobody')),
      'ACCESS_DENIED',
      /refuses the user and password/,
    )
    await refuses(
      changed((url) => (url.pathname = '/nowhere')),
      'NO_SUCH_DATABASE',
      /no database 127.0.0.1:\d+\/nowhere/,
    )
  })

  it('an address where nothing answers is named', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    const port = typeof address === 'object' ? address?.port : undefined
    server.close()
    await once(server, 'close')
    const at = (host: string) => `postgresql://root:${secret}@${host}/campusbite`
    await refuses(at(`127.0.0.1:${port}`), 'UNREACHABLE', /cannot be reached \(ECONNREFUSED\)/)
    await refuses(at('no-such-host.invalid'), 'UNREACHABLE', /no-such-host.invalid:5432\/campusbite cannot be reached/)
  })
})

describe('a user with too few rights', () => {
  it('is told which are missing, before and after somebody else has migrated', async () => {
    await using opened = new Opened()
    const url = await opened.url()
    const name = `guest_${crypto.randomUUID().replaceAll('-', '')}`
    await (await opened.console(url)).query(`CREATE ROLE ${name} LOGIN PASSWORD '${secret}'`)
    const asGuest = (change: (url: URL) => void) => {
      const guest = new URL(url)
      Object.assign(guest, { username: name, password: secret })
      change(guest)
      return guest.href
    }
    await refuses(
      asGuest(() => {}),
      'UNUSABLE',
      /cannot be used: permission denied for table _prisma_migrations\. Fix that/,
    )
    await refuses(
      asGuest((guest) => (guest.pathname = '/postgres')),
      'MIGRATION_FAILED',
      /permission denied for schema public\. Grant its user that, or name another user/,
    )
  })
})

describe('an unwritable database', () => {
  it('is refused at startup with the missing right, and is not ready once a right is revoked', async () => {
    await using opened = new Opened()
    const url = await opened.url()
    const console = await opened.console(url)
    const name = `reader_${crypto.randomUUID().replaceAll('-', '')}`
    opened.add(name, async () => void (await console.query(`DROP OWNED BY ${name}; DROP ROLE ${name}`)))
    await console.query(`CREATE ROLE ${name} LOGIN PASSWORD '${secret}'`)
    await console.query(`GRANT SELECT ON ALL TABLES IN SCHEMA public TO ${name}`)
    const asReader = Object.assign(new URL(url), { username: name, password: secret }).href
    const all = 'INSERT on session, UPDATE on session, DELETE on session, .*INSERT on rate_limit'
    await refuses(asReader, 'UNUSABLE', new RegExp(`cannot be used: Its user lacks ${all}.* Grant that`))

    await console.query(`GRANT INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${name}`)
    const db = await opened.database({ url: asReader })
    await db.ping()
    for (const action of ['INSERT', 'UPDATE', 'DELETE']) {
      await console.query(`REVOKE ${action} ON session FROM ${name}`)
      await expect(db.ping()).rejects.toThrow(`lacks ${action} on session.`)
      await console.query(`GRANT ${action} ON session TO ${name}`)
    }
    await db.ping()
  })

  it('is refused at startup if it is read-only', async () => {
    await using opened = new Opened()
    const url = await opened.url()
    const name = new URL(url).pathname.slice(1)
    await (await opened.console(url)).query(`ALTER DATABASE ${name} SET default_transaction_read_only = on`)
    await refuses(url, 'UNUSABLE', /cannot be used: It is read-only\. /)
  })
})

describe('a server with unusual settings', () => {
  it.each(["timezone = 'Asia/Kathmandu'", "DateStyle = 'German'"])(
    'with %s keeps every timestamp correct',
    async (setting) => {
      await using opened = new Opened()
      const url = await opened.url()
      const name = new URL(url).pathname.slice(1)
      await (await opened.console(url)).query(`ALTER DATABASE ${name} SET ${setting}`)
      const db = await opened.database({ url })
      const { sid, userId, createdAt, expiresAt } = await aSession(db, await aUser(db))
      expect(await db.sessions.find(sid)).toMatchObject({ createdAt, expiresAt })
      expect(await db.sessions.list(userId)).toMatchObject([{ sid, createdAt, expiresAt }])
      expect(await db.prisma.session.findUnique({ where: { sid } })).toMatchObject({ createdAt, expiresAt })
      await db.sessions.end({ which: { sid }, reason: 'logout', endedBy: 'system' })
      const record = await db.prisma.sessionEnding.findUniqueOrThrow({ where: { sid } })
      expect(Math.abs(record.endedAt.getTime() - Date.now())).toBeLessThan(60_000)
    },
  )

  it('G12 with stricter transaction isolation, a logout that waited for a changed row succeeds', async () => {
    await using opened = new Opened()
    const url = await opened.url()
    const name = new URL(url).pathname.slice(1)
    const console = await opened.console(url)
    await console.query(`ALTER DATABASE ${name} SET default_transaction_isolation = 'serializable'`)
    const db = await opened.database({ url })
    const session = await aSession(db, await aUser(db))
    await console.query('BEGIN')
    await console.query('UPDATE session SET access_until = $1 WHERE sid = $2', [after(9000), session.sid])
    const waits = logOut(db, session)
    await somebodyWaits(url)
    await console.query('COMMIT')
    expect(await waits).toMatchObject([{ sid: session.sid, accessUntil: after(9000) }])
  })

  it("uses the schema from Prisma's ?schema=", async () => {
    await using opened = new Opened()
    const url = await opened.url()
    await (await opened.console(url)).query('CREATE SCHEMA shop')
    const db = await opened.database({ url: `${url}?schema=shop` })
    expect(db.migrated).toHaveLength(readMigrations().migrations.length)
    const { sid } = await aSession(db, await aUser(db))
    await db.prisma.session.delete({ where: { sid } })
    expect(await db.prisma.sessionEnding.count({ where: { sid } })).toBe(1)
    await refuses(`${url}?schema=a-b`, 'BAD_URL', /plain name/)
  })

  it('takes the first schema on the search_path where none is named, and stays in it whatever comes before it', async () => {
    await using opened = new Opened()
    const url = await opened.emptyUrl()
    const console = await opened.console(url)
    const name = new URL(url).pathname.slice(1)
    await console.query(`CREATE SCHEMA "Shop 1"; ALTER DATABASE ${name} SET search_path = later, "Shop 1", public`)
    const db = await opened.database({ url })
    expect(db.migrated).toHaveLength(readMigrations().migrations.length)
    const user = await aUser(db)
    const dish = { dishId: (await db.shop.menu())[0]?.id ?? '', quantity: 1 }
    await db.shop.placeOrder(user.id, [dish])

    await console.query('CREATE SCHEMA later')
    for (const query of ['', '?pgbouncer=true']) {
      const again = await opened.database({ url: `${url}${query}` })
      expect(again.migrated).toEqual([])
      expect(await again.shop.orders(user.id)).toHaveLength(1)
    }
    const { rows } = await console.query(`SELECT DISTINCT schemaname FROM pg_tables WHERE tablename = 'session'`)
    expect(rows).toEqual([{ schemaname: 'Shop 1' }])
  })
})
