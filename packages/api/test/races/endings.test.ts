/** G04 without a refresh: endings against each other, and requests from before an ending. */
import { AuthError } from '@campusbite/auth'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { endedBy, endings, logoutByCurrentToken } from './endings'
import { casualties, findings, survivors } from './findings'
import { aScene, newest } from './scene'
import { type TwoInstances, twoInstances } from './two-instances'

let two: TwoInstances
beforeAll(async () => {
  two = await twoInstances()
})
afterAll(() => two[Symbol.asyncDispose]())

const logouts = endings.filter(({ reason }) => reason === 'logout')

test('G04 G12 G28 concurrent logouts, by every name of the session and on both instances, all succeed and count as one', async () => {
  const scene = await aScene(two.instances[0])
  const at = [...two.instances, ...two.instances]
  const all = logouts.flatMap((kind) =>
    at.map((one) => kind.run({ auth: one.rules(), prisma: one.database.prisma }, scene)),
  )
  await Promise.all(all)
  expect(await findings(scene, logoutByCurrentToken, two.instances)).toEqual([])
})

test.each(endings)('G04 G28 $name concurrent with any other ending: one of them is recorded', async (kind) => {
  const found = endings.map(async (rival) => {
    const [here, there] = two.instances
    const scene = await aScene(here)
    const { prisma } = here.database
    const results = await Promise.allSettled([
      kind.run({ auth: here.rules(), prisma }, scene),
      rival.run({ auth: there.rules(), prisma }, scene),
    ])
    // One may end the session that the other is authenticated by.
    for (const result of results) if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(AuthError)
    const reasons = [kind.reason, rival.reason]
    return [
      ...(await survivors(scene.raced, two.instances, { reasons })),
      ...(kind.sparesOther && rival.sparesOther ? await casualties(scene.other, two.instances) : []),
    ].map((what) => `${rival.name}: ${what}`)
  })
  expect((await Promise.all(found)).flat()).toEqual([])
})

describe('redeeming the same token', () => {
  test('G04 eight times at once on two instances yields one successor, which dies with the session', async () => {
    const [here, there] = two.instances
    const scene = await aScene(here)
    const { refreshToken } = newest(scene.raced)
    const at = Array.from({ length: 4 }, () => [here, there]).flat()
    const pairs = await Promise.all(at.map(({ rules }) => rules().refresh(refreshToken)))
    expect(new Set(pairs.map((pair) => pair.refreshToken)).size).toBe(1)
    scene.raced.pairs.push(...pairs)
    expect(await casualties(scene.raced, two.instances)).toEqual([])
    await logoutByCurrentToken.run({ auth: there.rules(), prisma: there.database.prisma }, scene)
    expect(await findings(scene, logoutByCurrentToken, two.instances)).toEqual([])
  })

  test.each(endings)('G15 a refresh whose answer was lost can be repeated until $name, and not after', async (kind) => {
    const [here, there] = two.instances
    const scene = await aScene(here)
    const { refreshToken } = newest(scene.raced)
    const lost = await here.rules().refresh(refreshToken)
    expect((await there.rules().refresh(refreshToken)).refreshToken).toBe(lost.refreshToken)
    await kind.run({ auth: here.rules(), prisma: here.database.prisma }, scene)
    const code = kind.reason === 'reuse' ? 'REFRESH_TOKEN_REUSED' : 'SESSION_ENDED'
    for (const { rules } of two.instances) {
      await expect(rules().refresh(refreshToken)).rejects.toMatchObject({ code })
    }
    expect(
      await two.instances[0].database.prisma.sessionEnding.findUnique({ where: { sid: scene.raced.sid } }),
    ).toMatchObject({ reason: kind.reason, endedBy: endedBy(kind, scene) })
    scene.raced.pairs.push(lost)
    expect(await findings(scene, kind, two.instances)).toEqual([])
  })
})
