/** How long things live. Lifetimes in seconds; the reasons are in docs/session-policy.md. */
export interface Policy {
  /** Life of an access token (RFC 9700 §2.2.1 asks for short-lived ones). */
  accessTokenSeconds: number
  /** Absolute life of a session, counted from login; no rotation extends it. */
  sessionSeconds: number
  /** A session that is not used for this long, by a request or a refresh, has expired. */
  idleSeconds: number
  /** How long a refresh whose answer was lost may be repeated with the token it had used. */
  reuseIntervalSeconds: number
}

export const defaultPolicy: Policy = {
  accessTokenSeconds: 60 * 60,
  sessionSeconds: 7 * 24 * 60 * 60,
  idleSeconds: 3 * 24 * 60 * 60,
  reuseIntervalSeconds: 10,
}
