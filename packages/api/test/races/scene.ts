/** The participants of a race: a user with two sessions, started a while ago and rotated since. */
import { randomUUID } from 'node:crypto'
import type { AccessClaims, Auth, TokenPair } from '@campusbite/auth'
import type { User } from '@campusbite/auth/contract'
import type { Instance } from './instance'

/** A session, and every token pair ever issued for it, the oldest first. */
export interface Lineage {
  sid: string
  pairs: TokenPair[]
}

export interface Scene {
  user: User
  email: string
  /** The session that the race is about. */
  raced: Lineage
  /** The same user's, on another device. */
  other: Lineage
}

export const password = 'correct horse battery'
export const device = { name: 'A browser', ipAddress: '192.0.2.1' }

export const newest = ({ pairs }: Lineage): TokenPair => present(pairs.at(-1))
export const oldest = ({ pairs }: Lineage): TokenPair => present(pairs[0])

function present<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('This session was never given any tokens.')
  return value
}

/**
 * Both sessions are 50 minutes old: a token issued in the race outlives earlier ones by most of an hour, so that an ending which
 * does not know of it would be dropped from memory while that token is still valid.
 */
export async function aScene({ rules }: Instance, rotations = 2): Promise<Scene> {
  const longAgo = new Date(Date.now() - 50 * 60_000)
  const auth = rules({ now: () => longAgo })
  const email = `${randomUUID()}@campusbite.test`
  const user = await auth.register({ name: 'Ada', email, password })
  const [raced, other] = await Promise.all([aLineage(auth, email, rotations), aLineage(auth, email, 0)])
  return { user, email, raced, other }
}

async function aLineage(auth: Auth, email: string, rotations: number): Promise<Lineage> {
  const { tokens } = await auth.login({ email, password }, device)
  const lineage = { sid: tokens.sid, pairs: [tokens] }
  for (let n = 0; n < rotations; n++) lineage.pairs.push(await auth.refresh(newest(lineage).refreshToken))
  return lineage
}

export const callerOf = (auth: Auth, lineage: Lineage): Promise<AccessClaims> =>
  auth.authenticate(newest(lineage).accessToken)
