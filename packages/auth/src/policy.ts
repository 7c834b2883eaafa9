/** Lifetimes, in seconds; the reasons are in docs/session-policy.md. */
export interface Policy {
  /** Lifetime of an access token (RFC 9700 §2.2.1 recommends short-lived ones). */
  accessTokenSeconds: number
  /** Absolute lifetime of a session, counted from login; no rotation extends it. */
  sessionSeconds: number
  /** A session without a request or refresh for this long has expired. */
  idleSeconds: number
  /** How long a refresh whose response was lost may be repeated with the token it used. */
  reuseIntervalSeconds: number
}

export const defaultPolicy: Policy = {
  accessTokenSeconds: 60 * 60,
  sessionSeconds: 7 * 24 * 60 * 60,
  idleSeconds: 3 * 24 * 60 * 60,
  reuseIntervalSeconds: 10,
}
