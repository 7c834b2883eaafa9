/** G04 over HTTP in cookie mode: no late response restores what a logout has removed from a browser. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { accountDeletion, disabling, endings, everywhere, passwordChange } from './endings'
import { Hold } from './hold'
import { cookieHeader, jarOf, openFace, receive } from './http-instance'
import { lateAnswers, leftInJar } from './late-answer'
import { aScene, newest, password } from './scene'
import { type TwoInstances, twoInstances } from './two-instances'

let two: TwoInstances
beforeAll(async () => {
  two = await twoInstances()
})
afterAll(() => two[Symbol.asyncDispose]())

const races = endings.flatMap((kind) => lateAnswers.map((late) => [kind.name, late.name, kind, late] as const))

test.each(races)('G04 after %s, a refresh held %s sets no cookie', async (_kind, _late, kind, late) => {
  for (const elsewhere of [false, true]) expect(await leftInJar(two.instances, kind, late, elsewhere)).toEqual([])
})

test.each(endings)(
  'G04 after $name elsewhere that this instance has not heard of, a refresh sets no cookie',
  async (kind) => {
    const [here, there] = two.instances
    const hold = new Hold('answered', 'before')
    await using face = await openFace(here, { hold })
    const scene = await aScene(here)
    const jar = jarOf(newest(scene.raced))
    const refresh = face.send('POST', '/api/auth/refresh-token', { delivery: 'cookie' }, cookieHeader(jar))
    await hold.reachedBy(refresh)
    const hears = vi.spyOn(here.revocations, 'add').mockImplementation(() => {})
    try {
      await kind.run({ auth: there.rules(), prisma: there.database.prisma }, scene)
      jar.clear()
      hold.release()
      const answer = await refresh
      receive(jar, answer)
      expect([answer.status, [...jar.keys()].filter((name) => /access|refresh/.test(name))]).toEqual([401, []])
    } finally {
      hears.mockRestore()
    }
  },
)

test.each([everywhere, passwordChange, accountDeletion, disabling])(
  'G04 G19 a login whose session was ended by $name before the response sets no cookie',
  async (kind) => {
    const [here, there] = two.instances
    const hold = new Hold('answered', 'before')
    await using face = await openFace(here, { hold })
    const scene = await aScene(here)
    const login = face.send('POST', '/api/auth/login', { email: scene.email, password, delivery: 'cookie' })
    await hold.reachedBy(login)
    await kind.run({ auth: there.rules(), prisma: there.database.prisma }, scene)
    const ended = await there.database.prisma.sessionEnding.findMany({ where: { userId: scene.user.id } })
    await Promise.all(ended.map(({ sid }) => here.revocations.knows(sid)))
    hold.release()
    const jar = new Map<string, string>()
    receive(jar, await login)
    expect([...jar.keys()]).toEqual([])
  },
)
