/** G02 between instances, and between settings: the first request after the response, and the last one that a token is valid for. */
import { defaultPolicy } from '@campusbite/auth'
import { freshDatabase, listenersOf, withClient } from '@campusbite/db/testing'
import { expect, inject, test, vi } from 'vitest'
import { logoutByTicket } from './endings'
import { openFace } from './http-instance'
import { openInstance } from './instance'
import { aScene, device, newest, password, type Scene } from './scene'
import { twoInstances } from './two-instances'

const soon = { timeout: 30_000, interval: 20 }

const bearerOf = ({ raced }: Scene) => ({ Authorization: `Bearer ${newest(raced).accessToken}` })

test('G02 after one instance confirms an ending, the next request to another is refused, even before it is notified', async () => {
  await using two = await twoInstances()
  const [ender, other] = two.instances
  await using face = await openFace(other)
  const me = async (scene: Scene) => (await face.send('GET', '/api/auth/me', undefined, bearerOf(scene))).status
  const [alive, ...all] = await Promise.all(Array.from({ length: 6 }, () => aScene(ender, 0)))
  if (!alive) throw new Error('Nobody is there.')
  const listening = await withClient(two.url, listenersOf)
  expect(listening).toHaveLength(2)
  // Both have read since they started, and will not for a while.
  const at = Date.now()
  const lag = () => other.revocations.lagMs(new Date())
  await vi.waitFor(() => expect(lag()).toBeLessThan(Date.now() - at), soon)
  for (const pid of listening) process.kill(pid, 'SIGSTOP')
  try {
    for (const scene of all) {
      await logoutByTicket.run({ auth: ender.rules(), prisma: ender.database.prisma }, scene)
      expect([other.revocations.has(scene.raced.sid), await me(scene), await me(alive)]).toEqual([false, 401, 200])
    }
  } finally {
    for (const pid of listening) process.kill(pid, 'SIGCONT')
  }
})

test('G02 a logout of a session that is already gone takes effect at once on an instance that had not heard', async () => {
  await using fresh = await freshDatabase({ url: inject('postgresUrl') })
  await using instance = await openInstance({ url: fresh.url })
  const scene = await aScene(instance, 0)
  const { sid } = scene.raced
  const rules = instance.rules()
  const { accessToken } = newest(scene.raced)
  await vi.waitFor(() => expect(instance.revocations.isCurrent(new Date())).toBe(true), soon)
  const [telling] = await withClient(fresh.url, listenersOf)
  if (telling === undefined) throw new Error('Nobody listens.')
  process.kill(telling, 'SIGSTOP')
  try {
    await withClient(fresh.url, (console) => console.query('DELETE FROM session WHERE sid = $1', [sid]))
    await rules.endByLogout({ sid, userId: scene.user.id })
    expect(instance.revocations.has(sid)).toBe(false)
    await expect(rules.authenticate(accessToken)).rejects.toMatchObject({ code: 'SESSION_ENDED' })
  } finally {
    process.kill(telling, 'SIGCONT')
  }
})

test('G02 a logout whose result was lost takes effect at once, though nobody is notified', async () => {
  await using fresh = await freshDatabase({ url: inject('postgresUrl') })
  await using instance = await openInstance({ url: fresh.url })
  const scene = await aScene(instance, 0)
  const { sid } = scene.raced
  const cut = new Error('Connection terminated unexpectedly')
  const rules = instance.rules({
    pass: async (what, side) => {
      if (what === 'end' && side === 'after') throw cut
    },
  })
  await vi.waitFor(() => expect(instance.revocations.isCurrent(new Date())).toBe(true), soon)
  await expect(rules.endByLogout({ sid, userId: scene.user.id })).rejects.toBe(cut)
  expect(instance.revocations.has(sid)).toBe(false)
  await expect(rules.authenticate(newest(scene.raced).accessToken)).rejects.toMatchObject({ code: 'SESSION_ENDED' })
})

test('G02 a token issued before its lifetime was shortened is refused after logout until it expires', async () => {
  await using fresh = await freshDatabase({ url: inject('postgresUrl') })
  let later = 0
  const now = () => new Date(Date.now() + later)
  await using instance = await openInstance({ url: fresh.url, now })
  const { email } = await aScene(instance, 0)
  const rules = instance.rules()
  const { tokens: first } = await rules.login({ email, password }, device)
  const shorter = instance.rules({ policy: { ...defaultPolicy, accessTokenSeconds: 5 } })
  const second = await shorter.refresh(first.refreshToken)
  const repeated = await shorter.refresh(first.refreshToken)
  expect([first, second, repeated].map(({ expiresIn }) => expiresIn)).toEqual([3600, 5, 5])
  await shorter.endByLogout(first)

  later = 300_000
  instance.revocations.purge(now())
  await vi.waitFor(() => expect(instance.revocations.isCurrent(now())).toBe(true), soon)
  await expect(rules.authenticate(first.accessToken)).rejects.toMatchObject({ code: 'SESSION_ENDED' })
})
