/**
 * The types that cross the wire, declared by hand so that this package's types stand alone. Contains no rules: a type test
 * keeps each equal to the server's schema.
 */

/** A user account. */
export interface User {
  id: string
  name: string
  email: string
  role: 'customer' | 'operator'
}

/** One session (one device), as its user sees it. Times are ISO 8601 in UTC. */
export interface SessionInfo {
  id: string
  device: string
  ipAddress: string | null
  createdAt: string
  lastUsedAt: string
  /** Whether this is the session that asked. */
  current: boolean
}

/** One user's session, as an operator sees it. */
export interface OperatorSession {
  id: string
  /** A readable name, such as "Chrome on Linux". */
  device: string
  ipAddress: string | null
  createdAt: string
  lastUsedAt: string
}

/** Sessions that have ended, for another service that verifies access tokens itself. */
export interface Endings {
  /** Pass it as `since` in the next call. */
  cursor: string
  /** `accessUntil`: until when an access token of that session must be refused, ISO 8601 in UTC. */
  endings: { sid: string; accessUntil: string }[]
}

/** A dish on the menu. Prices are whole cents. */
export interface Dish {
  id: string
  name: string
  description: string
  category: string
  priceCents: number
}

/** An order, at the prices of that moment, in whole cents. */
export interface Order {
  id: string
  /** ISO 8601 in UTC. */
  placedAt: string
  totalCents: number
  lines: { dishId: string; name: string; quantity: number; priceCents: number }[]
}

export interface PlaceOrderInput {
  /** At most 100 characters. Send the same key with each attempt at the same order, and it is placed once. */
  idempotencyKey?: string | undefined
  lines: { dishId: string; quantity: number }[]
}

/** The input of a login. */
export interface Credentials {
  email: string
  password: string
}

/** The input of a registration. */
export interface Registration extends Credentials {
  name: string
}

/** Where tokens travel: in the body (bearer mode), or only in HttpOnly cookies (cookie mode). */
export type TokenDelivery = 'body' | 'cookie'

export interface LoginInput extends Credentials {
  delivery?: TokenDelivery | undefined
}

/**
 * The result of a refresh. In cookie mode the two tokens are absent, and `user` says whose they are. `expiresIn`: seconds until the
 * access token expires.
 */
export interface RefreshOutput {
  user?: User | undefined
  accessToken?: string | undefined
  refreshToken?: string | undefined
  logoutTicket: string
  expiresIn: number
}

/** The result of a login. */
export interface LoginOutput extends RefreshOutput {
  user: User
}

/** The result of a logout, whether or not there was a session to end (RFC 7009 §2.2). */
export interface LogoutOutput {
  success: true
  message: 'Logged out successfully.'
}
