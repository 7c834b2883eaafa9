/** G04 between a login and the ending of another session, or of all of them: what survives and what does not. */
import type { AuthError } from '@campusbite/auth'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  accountDeletion,
  disabling,
  type EndingKind,
  everywhere,
  logoutByCurrentToken,
  passwordChange,
} from './endings'
import { casualties, findings, survivors } from './findings'
import { type Held, Hold, type Side } from './hold'
import { aScene, callerOf, device, type Lineage, password } from './scene'
import { type TwoInstances, twoInstances } from './two-instances'

let two: TwoInstances
beforeAll(async () => {
  two = await twoInstances()
})
afterAll(() => two[Symbol.asyncDispose]())

/** A login on the first instance, held while the second carries out an ending; null if it is refused. */
async function overtaken(kind: EndingKind, what: Held, side: Side) {
  const [here, there] = two.instances
  const scene = await aScene(here)
  const hold = new Hold(what, side)
  const login = here.rules({ hold }).login({ email: scene.email, password }, device)
  await hold.reachedBy(login)
  await kind.run({ auth: there.rules(), prisma: there.database.prisma }, scene)
  hold.release()
  const lineage = await login.then(
    ({ tokens }): Lineage => ({ sid: tokens.sid, pairs: [tokens] }),
    (error: AuthError) => error.code,
  )
  return { scene, lineage }
}

const places: [what: Held, side: Side][] = [
  ['findByEmail', 'before'],
  ['findByEmail', 'after'],
  ['start', 'before'],
  ['start', 'after'],
  ['answered', 'before'],
]
const started = places.slice(3)
const checked = places.slice(1, 3)

describe('logging in elsewhere', () => {
  test.each(places)(
    'G04 G14 held at %s, %s: its session survives, and the one that is logged out ends',
    async (...place) => {
      const { scene, lineage } = await overtaken(logoutByCurrentToken, ...place)
      if (typeof lineage === 'string') throw new Error(lineage)
      expect(await casualties(lineage, two.instances)).toEqual([])
      expect(await findings(scene, logoutByCurrentToken, two.instances)).toEqual([])
    },
  )

  test.each(places.slice(0, 3))('G29 held at %s, %s: a login after "log out everywhere" succeeds', async (...place) => {
    const { lineage } = await overtaken(everywhere, ...place)
    if (typeof lineage === 'string') throw new Error(lineage)
    expect(await casualties(lineage, two.instances)).toEqual([])
  })
})

describe.each([everywhere, passwordChange, accountDeletion, disabling])('G04 G19 $name', (kind) => {
  test.each(started)('ends a session that has started (login held at %s, %s)', async (...place) => {
    const { lineage } = await overtaken(kind, ...place)
    if (typeof lineage === 'string') throw new Error(lineage)
    expect(await survivors(lineage, two.instances, { reasons: [kind.reason] })).toEqual([])
  })
})

describe.each([passwordChange, accountDeletion, disabling])('G04 G19 $name', (kind) => {
  test.each(checked)('refuses a login whose password was checked before it (held at %s, %s)', async (...place) => {
    const { scene, lineage } = await overtaken(kind, ...place)
    expect(lineage).toBe('INVALID_CREDENTIALS')
    const left = await two.instances[0].database.sessions.list(scene.user.id)
    expect(left.map(({ sid }) => sid)).toEqual(kind.sparesOther ? [scene.other.sid] : [])
  })
})

test('G19 of two concurrent password changes, the later is refused and changes nothing', async () => {
  const [here, there] = two.instances
  const scene = await aScene(here)
  const hold = new Hold('changePassword', 'before')
  const late = here.rules({ hold })
  const change = late.changePassword(await callerOf(late, scene.raced), {
    currentPassword: password,
    newPassword: 'of somebody who knew the old one',
  })
  await hold.reachedBy(change)
  await passwordChange.run({ auth: there.rules(), prisma: there.database.prisma }, scene)
  hold.release()
  await expect(change).rejects.toMatchObject({ code: 'WRONG_PASSWORD' })
  expect(await findings(scene, passwordChange, two.instances)).toEqual([])
})
