/** Users, sessions and token hashes for tests of the stores, with simple times. */
import { createHash, randomUUID } from 'node:crypto'
import type { NewSession, Rotation } from '@campusbite/auth'
import type { User } from '@campusbite/auth/contract'
import type { Database } from '../src/open-database'

export const now = new Date()
export const after = (seconds: number, from = now): Date => new Date(from.getTime() + seconds * 1000)
export const hash = (of: string): Uint8Array<ArrayBuffer> => new Uint8Array(createHash('sha256').update(of).digest())

const day = 24 * 60 * 60
/** The hash of every user created here. */
export const passwordHash = 'a hash'

export async function aUser({ users }: Pick<Database, 'users'>, name = 'Ada'): Promise<User> {
  const email = `${name.toLowerCase()}-${randomUUID()}@campusbite.test`
  const user = await users.create({ name, email, passwordHash })
  if (!user) throw new Error(`${email} is taken.`)
  return user
}

/** Its current token is `first`. */
export async function aSession(
  { sessions }: Pick<Database, 'sessions'>,
  user: { id: string },
  given: Partial<NewSession> = {},
): Promise<NewSession> {
  const session: NewSession = {
    sid: randomUUID(),
    userId: user.id,
    createdAt: now,
    lastUsedAt: now,
    expiresAt: after(7 * day),
    accessUntil: after(3600),
    device: 'A browser',
    ipAddress: '192.0.2.1',
    refreshHash: hash('first'),
    ...given,
  }
  await sessions.start(session, passwordHash)
  return session
}

/** From `first` to `second`, now, with the usual limits. */
export const aRotation = (sid: string, given: Partial<Rotation> = {}): Rotation => {
  const at = given.now ?? now
  return {
    sid,
    fromHash: hash('first'),
    toHash: hash('second'),
    now: at,
    accessUntil: after(3600, at),
    idleBefore: after(-3 * day, at),
    repeatableSince: after(-10, at),
    ...given,
  }
}

export const endingOf = ({ prisma }: Pick<Database, 'prisma'>, sid: string) =>
  prisma.sessionEnding.findUnique({ where: { sid } })
