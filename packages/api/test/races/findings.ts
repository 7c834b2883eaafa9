/** What still works of an ended session, if anything: the row, or any token ever issued for it, on any instance. */
import { AuthError, Revocations, type TokenPair } from '@campusbite/auth'
import type { EndingKind } from './endings'
import { endedBy } from './endings'
import type { Instance } from './instance'
import { type Lineage, newest, type Scene } from './scene'

export interface Recorded {
  reasons: readonly string[]
  endedBy?: string
}

/** Empty: nothing survived, and the ending is recorded correctly. Waits until every instance knows of it. */
export async function survivors(
  { sid, pairs }: Lineage,
  instances: readonly Instance[],
  expected: Recorded,
): Promise<string[]> {
  const [any] = instances
  if (!any) throw new Error('There is nobody to ask.')
  const { prisma } = any.database
  const record = await prisma.sessionEnding.findUnique({ where: { sid } })
  const row = await prisma.session.findUnique({ where: { sid } })
  if (record) await Promise.all(instances.map(({ revocations }) => revocations.knows(sid)))
  const found = row ? ['the row'] : []
  if (!record) found.push('no record of the ending')
  else if (!expected.reasons.includes(record.reason)) found.push(`a record that says ${record.reason}`)
  else if (expected.endedBy && record.endedBy !== expected.endedBy) found.push(`a record that names ${record.endedBy}`)
  const later = (pair: TokenPair) => authenticateLater(pair, any, record?.accessUntil ?? null)
  // An instance that remembers nothing: the database alone must refuse.
  const forgetful = any.rules({ revocations: new Revocations() })
  const on = instances.map(({ rules }, at) => ({ auth: rules(), where: `on instance ${at + 1}` }))
  const attempts: Attempt[] = [
    ...on.map(
      ({ auth, where }): Attempt => [`access token {} ${where}`, (pair) => auth.authenticate(pair.accessToken)],
    ),
    ['access token {} to the end of its life', later],
    ['refresh token {} in the database', (pair) => forgetful.refresh(pair.refreshToken)],
    ...on.map(({ auth, where }): Attempt => [`refresh token {} ${where}`, (pair) => auth.refresh(pair.refreshToken)]),
  ]
  // Access tokens before refresh tokens, the newest first: an old refresh token may end a session, and hide that it survived.
  for (const kind of ['access', 'refresh']) {
    for (const [index, pair] of [...pairs.entries()].reverse()) {
      for (const [name, attempt] of attempts.filter(([name]) => name.startsWith(kind))) {
        if (await works(() => attempt(pair))) found.push(name.replace('{}', String(index)))
      }
    }
  }
  return found
}

type Attempt = [name: string, attempt: (pair: TokenPair) => Promise<unknown>]

/** In the last second of an access token's life, an instance may already have dropped the entry from memory. */
async function authenticateLater(
  { sid, accessToken }: TokenPair,
  { rules }: Instance,
  accessUntil: Date | null,
): Promise<unknown> {
  const at = new Date(expiryOf(accessToken).getTime() - 1_000)
  const revocations = new Revocations()
  if (accessUntil) revocations.add(sid, accessUntil)
  revocations.confirm(at)
  revocations.purge(at)
  return rules({ revocations, now: () => at }).authenticate(accessToken)
}

/** Only a refusal by the rules counts: an error of any other kind proves nothing. */
async function works(attempt: () => Promise<unknown>): Promise<boolean> {
  try {
    await attempt()
    return true
  } catch (error) {
    if (error instanceof AuthError && error.code !== 'UNAVAILABLE') return false
    throw error
  }
}

const expiryOf = (jwt: string): Date => {
  const claims = JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString()) as { exp: number }
  return new Date(claims.exp * 1000)
}

/** This session is not the one that was ended: it must be unaffected (G14). */
export async function casualties(spared: Lineage, instances: readonly Instance[]): Promise<string[]> {
  const found: string[] = []
  for (const { rules } of instances) {
    const auth = rules()
    if (!(await works(() => auth.authenticate(newest(spared).accessToken)))) found.push('the other session was ended')
    const next = auth.refresh(newest(spared).refreshToken).then((pair) => spared.pairs.push(pair))
    if (!(await works(() => next))) found.push('the other session cannot be refreshed')
  }
  return found
}

/** Everything that is wrong after an ending of the scene. */
export async function findings(scene: Scene, kind: EndingKind, instances: readonly Instance[]): Promise<string[]> {
  const recorded = { reasons: [kind.reason], endedBy: endedBy(kind, scene) }
  return [
    ...(await survivors(scene.raced, instances, recorded)),
    ...(await (kind.sparesOther ? casualties(scene.other, instances) : survivors(scene.other, instances, recorded))),
  ]
}
