/** Servers that answer but refuse: nobody is told to start what is already running. */
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { test } from 'vitest'
import { Opened } from './postgres'
import { refuses, secret } from './refuses'

/** A separate user with its own database, and someone who may change both. */
async function somebody(opened: Opened) {
  const url = await opened.url()
  const console = await opened.console(url)
  const name = `guest_${crypto.randomUUID().replaceAll('-', '')}`
  await console.query(`CREATE ROLE ${name} LOGIN PASSWORD '${secret}'`)
  opened.add(name, async () => void (await console.query(`DROP ROLE ${name}`)))
  return { name, console, database: new URL(url).pathname.slice(1), url: asUser(url, name) }
}

const asUser = (url: string, username: string) => Object.assign(new URL(url), { username, password: secret }).href

test('too many connections', async () => {
  await using opened = new Opened()
  const { name, console, url } = await somebody(opened)
  await console.query(`ALTER ROLE ${name} CONNECTION LIMIT 0`)
  await refuses(url, 'REFUSED', /answers but refuses: too many connections .*\(53300\)\. Close some/)
})

test('a database that the user may not connect to', async () => {
  await using opened = new Opened()
  const { console, database, url } = await somebody(opened)
  await console.query(`REVOKE CONNECT ON DATABASE ${database} FROM PUBLIC`)
  await refuses(url, 'REFUSED', /refuses: permission denied .*\(42501\)\. Grant the user CONNECT/)
})

test('an unknown option, and malformed options', async () => {
  await using opened = new Opened()
  const { url } = await somebody(opened)
  await refuses(`${url}?options=-c%20bogus=1`, 'REFUSED', /"bogus" \(42704\)\. Correct the options in DATABASE_URL\./)
  await refuses(`${url}?options=bogus`, 'REFUSED', /refuses: .*\(42601\)\. Fix that there, or correct DATABASE_URL\./)
})

test('a search_path without an existing schema, from the options or from the user', async () => {
  await using opened = new Opened()
  const { name, console, url } = await somebody(opened)
  const says = /has no schema on the search_path .*\. Correct the options in DATABASE_URL/
  for (const path of ['', 'nowhere']) await refuses(`${url}?options=-c search_path=${path}`, 'UNUSABLE', says)
  await console.query(`ALTER ROLE ${name} SET search_path = nowhere`)
  await refuses(url, 'UNUSABLE', says)
})

test('a socket directory as libpq and Prisma accept it, without a host', async () => {
  for (const authority of [`root:${secret}@`, `root:${secret}@:5432`, `root:${secret}@localhost`]) {
    const url = `postgresql://${authority}/campusbite?host=/nowhere`
    await refuses(url, 'UNREACHABLE', /^PostgreSQL at \/nowhere:5432\/campusbite cannot be reached \(ENOENT\)/)
  }
})

test('a PgBouncer without ?pgbouncer=true', async () => {
  // What it sends, byte for byte, since it is not available on every machine.
  const fields = ['SFATAL', 'C08P01', 'Munsupported startup parameter in options: TimeZone', '', '']
  const body = Buffer.from(fields.join('\0'))
  const length = Buffer.alloc(4)
  length.writeUInt32BE(body.length + 4)
  await using opened = new Opened()
  const pool = opened.add(
    createServer((socket) => {
      socket.once('data', () => socket.end(Buffer.concat([Buffer.from('E'), length, body])))
    }).listen(0, '127.0.0.1'),
    (server) => void server.close(),
  )
  await once(pool, 'listening')
  const { port } = pool.address() as AddressInfo
  const url = `postgresql://root:${secret}@127.0.0.1:${port}/campusbite`
  await refuses(url, 'REFUSED', /parameter in options: TimeZone \(08P01\)\. If this is PgBouncer, add \?pgbouncer=true/)
})
