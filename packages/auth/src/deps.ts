/** The dependencies of the rules. Nothing here reads the environment, the clock or a random source by itself. */
import type { Tell } from './events'
import type { Keys } from './keys'
import type { LastUses } from './last-uses'
import type { PasswordHasher } from './password'
import type { Policy } from './policy'
import type { Revocations } from './revocations'
import type { SessionStore } from './session-store'
import type { UserStore } from './user-store'
import type { VerifiedTokens } from './verified-tokens'

export interface AuthDeps {
  sessions: SessionStore
  users: UserStore
  revocations: Revocations
  keys: Keys
  /** `iss` of every token we sign. */
  issuer: string
  policy: Policy
  passwords: PasswordHasher
  now: () => Date
  randomBytes: (size: number) => Uint8Array
  newSid: () => string
  /** Receives events; must not throw. */
  tell: Tell
  lastUses: LastUses
  verifiedTokens: VerifiedTokens
}

/** What a session stores about the device that started it. */
export interface Device {
  name: string | null
  ipAddress: string | null
}

/** Tokens of one session, issued together. `expiresIn`: seconds until the access token expires. */
export interface TokenPair {
  sid: string
  userId: string
  accessToken: string
  refreshToken: string
  logoutTicket: string
  expiresIn: number
  /** Absolute end of the session. */
  sessionExpiresAt: Date
}
