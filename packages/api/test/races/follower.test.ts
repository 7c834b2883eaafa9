/** G02 on three instances: how soon an ending on one is refused by the others, whatever happens to their connections. */
import { AuthError } from '@campusbite/auth'
import { freshDatabase, openWire, startPostgres } from '@campusbite/db/testing'
import { expect, inject, test, vi } from 'vitest'
import { logoutByTicket } from './endings'
import { openFace } from './http-instance'
import { type Instance, openInstance } from './instance'
import { aScene, newest, type Scene } from './scene'

const soon = { timeout: 30_000, interval: 20 }
/** What `Revocations` promises: memory is never older than this. In milliseconds. */
const staleness = 3_000

async function threeInstances(server: { url: string }) {
  const fresh = await freshDatabase(server)
  const open = () => openInstance(fresh)
  const instances = await Promise.all([open(), open(), open()])
  return {
    url: fresh.url,
    instances,
    async [Symbol.asyncDispose]() {
      await Promise.all(instances.map((instance) => instance[Symbol.asyncDispose]()))
      await fresh[Symbol.asyncDispose]()
    },
  }
}

const postgres = () => ({ url: inject('postgresUrl') })
const end = ({ rules, database }: Instance, scene: Scene) =>
  logoutByTicket.run({ auth: rules(), prisma: database.prisma }, scene)
const bearerOf = ({ raced }: Scene) => ({ Authorization: `Bearer ${newest(raced).accessToken}` })

/** A few at a time: with hundreds of connections requested at once, some wait longer than the pool allows. */
async function scenes(instance: Instance, count: number): Promise<Scene[]> {
  const made: Scene[] = []
  while (made.length < count) {
    const some = Array.from({ length: Math.min(10, count - made.length) }, () => aScene(instance, 0))
    made.push(...(await Promise.all(some)))
  }
  return made
}

/** Milliseconds from each commit to the first refusal by each other instance; each ends its share without a pause. */
async function lags(instances: readonly Instance[], all: readonly Scene[], before = async () => {}): Promise<number[]> {
  const found: Promise<number>[] = []
  for (const [n, scene] of all.entries()) {
    const ender = instances[n % instances.length]
    if (!ender) continue
    const refused = instances.filter((one) => one !== ender).map((one) => firstRefusal(one, scene))
    await before()
    await end(ender, scene)
    const committedAt = performance.now()
    found.push(...refused.map(async (at) => Math.max(0, (await at) - committedAt)))
  }
  return Promise.all(found)
}

/** The check says yes until the instance learns of the ending, and no from then on. */
async function firstRefusal({ revocations, rules }: Instance, { raced }: Scene): Promise<number> {
  await revocations.knows(raced.sid)
  await expect(rules().authenticate(newest(raced).accessToken)).rejects.toMatchObject({ code: 'SESSION_ENDED' })
  return performance.now()
}

function report(what: string, found: number[]): void {
  const sorted = [...found].sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN
  const [p50, p99, max] = [at(0.5), at(0.99), at(1)].map((ms) => ms.toFixed(1))
  console.info(
    `commit to first refusal elsewhere, ${what}: p50 ${p50} ms, p99 ${p99} ms, max ${max} ms (${found.length})`,
  )
  expect(at(0.5)).toBeLessThan(staleness)
}

test('G02 an ending on one of three instances is refused by the others', async () => {
  await using three = await threeInstances(postgres())
  report('notified', await lags(three.instances, await scenes(three.instances[0], 200)))
})

test('G02 an instance that was only notified of an ending refuses its tokens from then on, and no others', async () => {
  await using three = await threeInstances(postgres())
  const [ender, other] = three.instances
  await using face = await openFace(other)
  const me = async (scene: Scene) => (await face.send('GET', '/api/auth/me', undefined, bearerOf(scene))).status
  const [alive, ...all] = await scenes(ender, 21)
  if (!alive) throw new Error('Nobody is there.')
  // Without a pause, faster than anyone by hand: the follower has not read since the previous one.
  for (const scene of all) {
    const told = other.revocations.isTold(scene.raced.sid)
    await end(ender, scene)
    await told
    expect([await me(scene), await me(alive)]).toEqual([401, 200])
  }
})

test('G02 a token is refused even if no notification ever arrives', async () => {
  await using three = await threeInstances(postgres())
  const { prisma } = three.instances[0].database
  const [trigger] = await prisma.$queryRaw<{ source: string }[]>`
    SELECT pg_get_functiondef('record_session_endings'::regproc) AS source`
  const mute = trigger?.source.replace(/PERFORM pg_notify\([^;]*;/, 'NULL;') ?? ''
  expect(mute).not.toBe(trigger?.source)
  await prisma.$executeRawUnsafe(mute)
  report('not notified', await lags(three.instances, await scenes(three.instances[0], 200)))
})

test('G02 a token is refused even if the listening connections keep being killed', async () => {
  await using three = await threeInstances(postgres())
  const { prisma } = three.instances[0].database
  const kill = async () => {
    await prisma.$queryRaw`
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND query LIKE 'LISTEN%'`
  }
  report('listeners killed', await lags(three.instances, await scenes(three.instances[0], 60), kill))
})

test('G02 a token is refused across a database crash, even one ended just before it', async () => {
  await using server = await startPostgres()
  await using three = await threeInstances(server)
  const [first, ...others] = three.instances
  const [before, ...after] = await scenes(first, 31)
  if (!before) throw new Error('Nobody is there.')
  await end(first, before)
  await server.stop()
  await server.start()
  await Promise.all(others.map((one) => firstRefusal(one, before)))
  for (const { database } of three.instances) await vi.waitFor(() => database.ping(), soon)
  report('after a crash', await lags(three.instances, after))
}, 60_000)

test('G02 an instance started after a logout refuses the token from its first request on', async () => {
  await using three = await threeInstances(postgres())
  const [ended, alive] = await scenes(three.instances[0], 2)
  if (!ended || !alive) throw new Error('Nobody is there.')
  await end(three.instances[0], ended)
  await using late = await openInstance(three)
  await using face = await openFace(late)
  expect((await face.send('GET', '/api/auth/me', undefined, bearerOf(ended))).status).toBe(401)
  expect((await face.send('GET', '/api/auth/me', undefined, bearerOf(alive))).status).toBe(200)
})

test('G02 an instance cut off from the database fails closed once its memory is stale, and recovers', async () => {
  await using three = await threeInstances(postgres())
  await using wire = await openWire(three.url)
  let offset = 0
  await using remote = await openInstance({ url: wire.url, now: () => new Date(Date.now() + offset) })
  await using face = await openFace(remote)
  const [ended, alive] = await scenes(three.instances[0], 2)
  if (!ended || !alive) throw new Error('Nobody is there.')
  const check = ({ raced }: Scene) => remote.rules().authenticate(newest(raced).accessToken)
  wire.cut()
  await end(three.instances[0], ended)
  offset = staleness + 1_000
  for (const scene of [ended, alive]) {
    const refusal: unknown = await check(scene).catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(AuthError)
    expect(refusal).toMatchObject({ code: 'UNAVAILABLE' })
    const rest = await face.send('GET', '/api/auth/me', undefined, bearerOf(scene))
    expect(rest.status).toBe(503)
    const trpc = await face.send('GET', '/api/trpc/auth.me', undefined, bearerOf(scene))
    expect(trpc.status).toBe(503)
    expect(await trpc.json()).toMatchObject({ error: { data: { appCode: 'UNAVAILABLE' } } })
  }
  expect((await face.send('GET', '/readyz')).status).toBe(503)
  wire.mend()
  await vi.waitFor(async () => expect((await face.send('GET', '/readyz')).status).toBe(200), soon)
  expect((await face.send('GET', '/api/auth/me', undefined, bearerOf(ended))).status).toBe(401)
  expect((await face.send('GET', '/api/auth/me', undefined, bearerOf(alive))).status).toBe(200)
})
