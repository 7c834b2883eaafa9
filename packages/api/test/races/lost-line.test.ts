/** G02 without notifications: the connection was lost, or a pool carries none. The instance asks, and refuses at once. */
import { freshDatabase, withClient } from '@campusbite/db/testing'
import { expect, inject, test, vi } from 'vitest'
import { openEvents } from '../support/open-events'
import { logoutByTicket } from './endings'
import { openFace } from './http-instance'
import { type Instance, openInstance } from './instance'
import { aScene, newest, type Scene } from './scene'
import { twoInstances } from './two-instances'

const soon = { timeout: 30_000, interval: 5 }
const bearerOf = ({ raced }: Scene) => ({ Authorization: `Bearer ${newest(raced).accessToken}` })
const end = ({ rules, database }: Instance, scene: Scene) =>
  logoutByTicket.run({ auth: rules(), prisma: database.prisma }, scene)
const throughAPool = (url: string) => `${url}${url.includes('?') ? '&' : '?'}pgbouncer=true`
const trusts = ({ revocations }: Instance) => revocations.isCurrent(new Date())
/** Resolves after the instance's next read of the endings: the one after that is as far away as possible. */
const looked = ({ revocations }: Instance) =>
  new Promise<void>((resolve) => {
    const confirm = revocations.confirm.bind(revocations)
    vi.spyOn(revocations, 'confirm').mockImplementation((...given) => {
      confirm(...given)
      resolve()
    })
  })

/** The instances lose their listening connections until `back`: other connections stay, and new ones are refused. */
async function cutLines(url: string, instances: readonly Instance[]): Promise<{ back(): Promise<void> }> {
  // As many as a request needs besides the follower: no new ones can be opened.
  await Promise.all(instances.flatMap(({ database }) => Array.from({ length: 6 }, () => database.ping())))
  const admit = (anybody: boolean) =>
    withClient(inject('postgresUrl'), async (console) => {
      const name = new URL(url).pathname.slice(1)
      await console.query(`ALTER DATABASE "${name}" WITH ALLOW_CONNECTIONS ${anybody}`)
      if (anybody) return
      await console.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND query LIKE 'LISTEN%'`,
        [name],
      )
    })
  await admit(false)
  return { back: () => admit(true) }
}

test('G02 with the connection lost, a session ended elsewhere is refused at the next request, and a live one is admitted', async () => {
  await using fresh = await freshDatabase({ url: inject('postgresUrl') })
  await using here = await openInstance(fresh)
  await using face = await openFace(here)
  const me = async (scene: Scene) => (await face.send('GET', '/api/auth/me', undefined, bearerOf(scene))).status
  const [ended, alive] = [await aScene(here, 0), await aScene(here, 0)]
  await withClient(fresh.url, async (elsewhere) => {
    expect([trusts(here), await me(ended), await me(alive)]).toEqual([true, 200, 200])
    const lines = await cutLines(fresh.url, [here])
    await vi.waitFor(() => expect(trusts(here)).toBe(false), soon)
    await looked(here)
    await elsewhere.query('DELETE FROM session WHERE sid = $1', [ended.raced.sid])
    expect([await me(ended), await me(alive)]).toEqual([401, 200])
    expect((await face.send('GET', '/readyz')).status).toBe(200)
    await lines.back()
  })
  await vi.waitFor(() => expect(trusts(here)).toBe(true), soon)
  expect(await me(alive)).toBe(200)
})

test('G02 G24 behind a pool, a session ended elsewhere is refused at the next request, and its streams end within a second', async () => {
  await using two = await twoInstances()
  const [elsewhere] = two.instances
  await using pooled = await openInstance({ url: throughAPool(two.url) })
  await using face = await openFace(pooled)
  const me = async (scene: Scene) => (await face.send('GET', '/api/auth/me', undefined, bearerOf(scene))).status
  const [ended, alive] = [await aScene(elsewhere, 0), await aScene(elsewhere, 0)]
  expect([trusts(pooled), await me(ended), await me(alive)]).toEqual([false, 200, 200])
  expect((await face.send('GET', '/readyz')).status).toBe(200)
  const stream = await openEvents(`${face.url}/api/trpc/session.watch`, bearerOf(ended))
  await stream.next()
  await stream.next()
  await looked(pooled)
  const lookedAt = performance.now()
  await end(elsewhere, ended)
  expect([await me(ended), await me(alive)]).toEqual([401, 200])
  expect(await stream.next()).toMatchObject({ event: 'serialized-error', data: { data: { appCode: 'SESSION_ENDED' } } })
  expect(performance.now() - lookedAt).toBeLessThan(1_000)
  expect(trusts(pooled)).toBe(false)
})
