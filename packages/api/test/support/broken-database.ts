/** An API on a PostgreSQL that can be broken and repaired while it runs, and what must hold meanwhile. */
import { randomUUID } from 'node:crypto'
import { freshDatabase, openWire, type Wire, withClient } from '@campusbite/db/testing'
import { expect, vi } from 'vitest'
import { logIn, logInWithCookies, newPerson, type RunningApi, startApi } from '../../src/testing/index'
import { type Call, everyCall } from './every-call'

/** Milliseconds within which every request is answered, whatever the database does. */
const bound = 30_000

export class BrokenDatabase implements AsyncDisposable {
  private constructor(
    readonly api: RunningApi,
    readonly wire: Wire,
    readonly url: string,
    private readonly server: string,
    private readonly role: string,
    private readonly dispose: () => Promise<void>,
  ) {}

  static async on(server: { url: string }): Promise<BrokenDatabase> {
    const database = await freshDatabase(server)
    const role = `role_${randomUUID().replaceAll('-', '')}`
    // Not the superuser, who is exempt from every limit.
    await withClient(database.url, async (client) => {
      await client.query(`CREATE ROLE ${role} LOGIN PASSWORD '${role}'`)
      await client.query(`GRANT ALL ON ALL TABLES IN SCHEMA public TO ${role}`)
    })
    const url = new URL(database.url)
    url.username = role
    url.password = role
    const wire = await openWire(url.href)
    const api = await startApi({ DATABASE_URL: wire.url, AUTH_SECRET: 'a-secret-for-tests-of-32-bytes-or-more' })
    return new BrokenDatabase(api, wire, database.url, server.url, role, async () => {
      await api[Symbol.asyncDispose]()
      await wire[Symbol.asyncDispose]()
      await database[Symbol.asyncDispose]()
      await withClient(server.url, (client) => client.query(`DROP ROLE ${role}`))
    })
  }

  /** Applies to new connections; existing ones are closed. */
  async rule(sql: string): Promise<void> {
    const database = new URL(this.url).pathname.slice(1)
    await withClient(this.server, async (client) => {
      await client.query(sql.replace('{role}', this.role).replace('{database}', database))
      await client.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = $1', [this.role])
    })
  }

  /**
   * Calls everything while it is broken: nothing claims success, nothing hangs, nothing leaks. Once it is repaired, everything
   * works by itself, and a session that was not logged out is alive until it is.
   */
  async staysHonest(fault: { begin(): unknown; end(): unknown; fails?(call: Call): boolean }): Promise<void> {
    const { begin, end, fails = () => true } = fault
    const { api } = this
    const person = await newPerson(api)
    // An operator, who is not refused before the database is queried.
    await api.opened.database.prisma.user.update({ where: { email: person.email }, data: { role: 'operator' } })
    const login = await logIn(api, person)
    const { cookie } = await logInWithCookies(api, person)
    await begin()
    try {
      await Promise.all([
        ...everyCall(api, { person, login }).map((call) => failsHonestly(call, fails(call))),
        this.logoutDeletesItsCookies(cookie),
        this.isNotReady(),
      ])
    } finally {
      await end()
    }
    await vi.waitFor(async () => expect((await api.get('/readyz')).status).toBe(200), { timeout: bound, interval: 50 })
    const me = async (headers: Record<string, string>) => (await api.get('/api/auth/me', headers)).status
    const bearer = { Authorization: `Bearer ${login.accessToken}` }
    expect([await me(bearer), await me({ cookie })]).toEqual([200, 200])
    expect((await api.post('/api/auth/logout', { refreshToken: login.refreshToken })).status).toBe(200)
    expect((await api.post('/api/auth/logout', undefined, { cookie })).status).toBe(200)
    expect([await me(bearer), await me({ cookie })]).toEqual([401, 401])
  }

  private async logoutDeletesItsCookies(cookie: string): Promise<void> {
    const response = await fetch(`${this.api.url}/api/auth/logout`, {
      method: 'POST',
      headers: { cookie },
      ...limited(),
    })
    expect(response.status).toBe(500)
    expect(await response.json()).toMatchObject({ success: false })
    const deleted = response.headers.getSetCookie().flatMap((one) => one.match(/^([^=]+)=; Max-Age=0/)?.[1] ?? [])
    for (const pair of cookie.split('; ')) expect(deleted).toContain(pair.split('=', 1)[0])
  }

  private async isNotReady(): Promise<void> {
    expect((await fetch(`${this.api.url}/healthz`, limited())).status).toBe(200)
    const response = await fetch(`${this.api.url}/readyz`, limited())
    expect([response.status, await response.json()]).toEqual([503, { success: false, message: expect.any(String) }])
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.dispose()
  }
}

const limited = () => ({ signal: AbortSignal.timeout(bound) })

async function failsHonestly({ name, send }: Call, mustFail: boolean): Promise<void> {
  const response = await send(limited())
  const text = await response.text()
  if (mustFail)
    expect([name, response.status, text]).toEqual([name, expect.toSatisfy((s) => s === 500 || s === 503), text])
  if (response.status < 400) return
  expect(response.headers.get('cache-control')).toBe('no-store')
  const envelope = name.includes('/')
    ? { success: false, message: expect.any(String) }
    : { error: { message: expect.any(String), data: { appCode: expect.any(String) } } }
  expect(JSON.parse(text)).toMatchObject(envelope)
  expect(text).not.toMatch(/prisma|postgres|sql|ECONN|timeout|relation|read-only|\bat .*\.[jt]s|node_modules/i)
}
