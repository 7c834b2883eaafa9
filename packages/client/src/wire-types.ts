/**
 * The shapes that cross the wire, written out so that this package's types stand alone. It owns no rule: a type test
 * keeps each equal to the schema that the server checks with.
 */

/** A person with an account. */
export interface User {
  id: string
  name: string
  email: string
  role: 'customer' | 'operator'
}

/** One session (one device) as its owner sees it. Times are ISO 8601 in UTC. */
export interface SessionInfo {
  id: string
  device: string
  ipAddress: string | null
  createdAt: string
  lastUsedAt: string
  /** This very session. */
  current: boolean
}

/** One session of somebody, as an operator sees it. */
export interface OperatorSession {
  id: string
  /** What a person would call it, like "Chrome on Linux". */
  device: string
  ipAddress: string | null
  createdAt: string
  lastUsedAt: string
}

/** Sessions that have ended, for a service elsewhere that verifies access tokens by itself. */
export interface Endings {
  /** Where to go on: `since` of the next call. */
  cursor: string
  /** `accessUntil`: until when an access token of that session must be refused, ISO 8601 in UTC. */
  endings: { sid: string; accessUntil: string }[]
}

/** What can be ordered. Prices are whole cents. */
export interface Dish {
  id: string
  name: string
  description: string
  category: string
  priceCents: number
}

/** What was ordered, at the prices of that moment, in whole cents. */
export interface Order {
  id: string
  /** ISO 8601 in UTC. */
  placedAt: string
  totalCents: number
  lines: { dishId: string; name: string; quantity: number; priceCents: number }[]
}

export interface PlaceOrderInput {
  /** At most 100 characters, the same ones each time the same order is tried: it is placed once. */
  idempotencyKey?: string | undefined
  lines: { dishId: string; quantity: number }[]
}

/** What a person logs in with. */
export interface Credentials {
  email: string
  password: string
}

/** What an account is created with. */
export interface Registration extends Credentials {
  name: string
}

/** Where tokens travel: in the body (bearer mode), or in HttpOnly cookies alone (cookie mode). */
export type TokenDelivery = 'body' | 'cookie'

export interface LoginInput extends Credentials {
  delivery?: TokenDelivery | undefined
}

/**
 * Answer of a refresh. In cookie mode the two tokens are absent, and `user` says whose they are. `expiresIn`: seconds of the access
 * token's life.
 */
export interface RefreshOutput {
  user?: User | undefined
  accessToken?: string | undefined
  refreshToken?: string | undefined
  logoutTicket: string
  expiresIn: number
}

/** Answer of a login. */
export interface LoginOutput extends RefreshOutput {
  user: User
}

/** Answer of a logout, whether there was a session to end or not (RFC 7009 §2.2). */
export interface LogoutOutput {
  success: true
  message: 'Logged out successfully.'
}
