/** A refresh in cookie mode over HTTP whose response is still being built when its session ends, and what it leaves in the browser. */
import { lastUserCookieName, noticeCookieName } from '@campusbite/auth/contract'
import type { EndingKind } from './endings'
import { type Held, Hold, type Side } from './hold'
import { cookieHeader, jarOf, openFace, receive } from './http-instance'
import type { Instance } from './instance'
import { aScene, newest } from './scene'

export interface LateAnswer {
  name: string
  what: Held
  side: Side
  /** How far the refresh itself must have come, if another call is held. */
  refreshAt?: Held
  path: string
  body: unknown
}

const alone = { path: '/api/auth/refresh-token', body: { delivery: 'cookie' } }
const somebodyNew = { name: 'Bob', email: 'bob@campusbite.test', password: 'correct horse battery' }

export const lateAnswers: readonly LateAnswer[] = [
  { name: 'before the store is asked', what: 'rotate', side: 'before', ...alone },
  { name: 'between the answer of the store and the signing', what: 'rotate', side: 'after', ...alone },
  { name: 'before its cookies are made', what: 'answered', side: 'before', ...alone },
  {
    name: 'by a slower call of the same batch, its cookies made, its headers unwritten',
    ...{ what: 'create', side: 'before', refreshAt: 'answered' },
    path: '/api/trpc/auth.refresh,auth.register?batch=1',
    body: { 0: { delivery: 'cookie' }, 1: somebodyNew },
  },
]

/** The credentials in the browser once the response has arrived, after every instance knew that its session had ended. */
export async function leftInJar(
  [here, there]: readonly [Instance, Instance],
  kind: EndingKind,
  { what, side, refreshAt, path, body }: LateAnswer,
  elsewhere: boolean,
): Promise<string[]> {
  const hold = new Hold(what, side)
  const seen = new Hold(refreshAt ?? what, 'before')
  seen.release()
  await using face = await openFace(here, { hold, pass: (...at) => seen.pass(...at) })
  const ending = elsewhere ? there : here
  const scene = await aScene(here)
  const jar = jarOf(newest(scene.raced))
  const answering = face.send('POST', path, body, cookieHeader(jar))
  await Promise.all([hold.reachedBy(answering), seen.reachedBy(answering)])
  await kind.run({ auth: ending.rules(), prisma: ending.database.prisma }, scene)
  await Promise.all([here, there].map(({ revocations }) => revocations.knows(scene.raced.sid)))
  // The logout's own response has arrived already, and has emptied the jar.
  jar.clear()
  hold.release()
  receive(jar, await answering)
  // The reason and the user's tag grant no access.
  return [...jar.keys()].filter((name) => name !== noticeCookieName(true) && name !== lastUserCookieName(true))
}
