/** Plays a schedule, and reports what is wrong with the final state. */
import { createHash } from 'node:crypto'
import { type Auth, AuthError, Revocations, type TokenPair } from '@campusbite/auth'
import { type EndingKind, endingNamed } from './endings'
import { casualties, survivors } from './findings'
import type { Instance } from './instance'
import { aScene, device, type Lineage, password, type Scene } from './scene'
import type { Schedule, Step } from './schedule'
import { inTurns, type Operation } from './turns'

interface Ended {
  kind: EndingKind
  /** Sessions that existed when it began, and must be gone now that it has succeeded. */
  sids: string[]
}

/** `bystander`: another user's session, which nothing here may touch. */
export async function play(
  instances: readonly [Instance, Instance],
  { steps, choices }: Schedule,
  bystander: Lineage,
): Promise<string[]> {
  const scene = await aScene(instances[0])
  const lineages = [scene.raced, scene.other]
  const ended: Ended[] = []
  // No instance is notified of another's endings until everything is done: the slowest possible follower.
  const slow = instances.map(() => new Revocations())
  const operations = steps.map(
    (step): Operation =>
      async (pass) => {
        const { rules, database } = instances[step.at]
        const auth = rules({ pass, revocations: slow[step.at] ?? new Revocations() })
        const [raced, other] = step.device === 0 ? [scene.raced, scene.other] : [scene.other, scene.raced]
        const present = lineages.map(({ sid }) => sid)
        await take(step, auth, { ...scene, raced, other }, lineages, async (kind, about) => {
          await kind.run({ auth, prisma: database.prisma }, about)
          ended.push({ kind, sids: reachOf(kind, about, present) })
        }).catch(refusalOnly)
      },
  )
  await inTurns(operations, choices)
  const found = await Promise.all(lineages.map((lineage) => verdict(lineage, steps, ended, instances)))
  return [...found.flat(), ...(await casualties(bystander, instances)).map((what) => `somebody else: ${what}`)]
}

async function take(
  step: Step,
  auth: Auth,
  scene: Scene,
  lineages: Lineage[],
  end: (kind: EndingKind, scene: Scene) => Promise<void>,
): Promise<void> {
  if (step.do === 'end') return end(endingNamed(step.kind), scene)
  if (step.do === 'login') {
    const { tokens } = await auth.login({ email: scene.email, password }, device)
    lineages.push({ sid: tokens.sid, pairs: [tokens] })
    return
  }
  const { pairs } = scene.raced
  const pair = pairs.at(-1 - step.token) ?? pairs[0]
  if (pair) pairs.push(await auth.refresh(pair.refreshToken))
}

/** Requests in the name of an ended session may be refused; any other failure is a bug. */
function refusalOnly(error: unknown): void {
  if (!(error instanceof AuthError) || error.code === 'UNAVAILABLE' || error.code === 'INTERNAL') throw error
}

function reachOf({ reason, sparesOther }: EndingKind, { raced, other }: Scene, present: string[]): string[] {
  if (!sparesOther) return present
  return reason === 'logout-others' || reason === 'password-change'
    ? present.filter((sid) => sid !== other.sid)
    : [raced.sid]
}

async function verdict(
  lineage: Lineage,
  steps: readonly Step[],
  ended: readonly Ended[],
  instances: readonly [Instance, Instance],
): Promise<string[]> {
  const { prisma, sessions } = instances[0].database
  const { sid, pairs } = lineage
  const row = await sessions.find(sid)
  if (ended.some(({ sids }) => sids.includes(sid)) || (await prisma.sessionEnding.findUnique({ where: { sid } }))) {
    const aimed = steps.flatMap((step) =>
      step.do === 'end' ? [endingNamed(step.kind).reason] : step.do === 'refresh' ? ['reuse'] : [],
    )
    return survivors(lineage, instances, { reasons: aimed })
  }
  if (!row) return [`${sid} is gone without a record`]
  const current = pairs.find((pair) => Buffer.compare(hashOf(pair), row.currentHash) === 0)
  if (!current) return [`${sid} holds a token that nobody was given`]
  return casualties({ sid, pairs: [current] }, instances)
}

function hashOf({ refreshToken }: TokenPair): Buffer {
  const claims = JSON.parse(Buffer.from(refreshToken.split('.')[1] ?? '', 'base64url').toString()) as { jti: string }
  return createHash('sha256').update(claims.jti).digest()
}
