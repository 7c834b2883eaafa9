/** Reads what a token says about itself. Verifies nothing and decides nothing: that is the server's part. */

export interface Claims {
  sid: string
  /** Seconds since 1970. */
  exp: number
}

export function claimsOf(jwt: unknown): Claims | null {
  try {
    const payload = String(jwt).split('.')[1] ?? ''
    const claims: unknown = JSON.parse(atob(payload.replace(/-/g, '+').replace(/_/g, '/')))
    const { sid, exp }: { [name in keyof Claims]?: unknown } = Object(claims)
    return typeof sid === 'string' && typeof exp === 'number' ? { sid, exp } : null
  } catch {
    return null
  }
}
