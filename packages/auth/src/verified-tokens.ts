/**
 * Caches access tokens whose signature this process has verified, with their claims. Covers only the signature and the expiry:
 * whether the session is alive is checked for each request, elsewhere.
 */
import type { AccessClaims } from './access-token'

export class VerifiedTokens {
  readonly #claims = new Map<string, AccessClaims>()

  /** `most`: tokens to remember. Beyond that, the least recently used one is dropped. */
  constructor(private readonly most = 10_000) {}

  remember(token: string, claims: AccessClaims): void {
    this.#claims.delete(token)
    this.#claims.set(token, claims)
    if (this.#claims.size <= this.most) return
    for (const oldest of this.#claims.keys()) {
      this.#claims.delete(oldest)
      return
    }
  }

  /** Null for a token that is not cached or has expired since. */
  claimsOf(token: string, now: Date): AccessClaims | null {
    const claims = this.#claims.get(token)
    if (!claims) return null
    this.#claims.delete(token)
    if (claims.expiresAt <= now) return null
    this.#claims.set(token, claims)
    return claims
  }

  get size(): number {
    return this.#claims.size
  }
}
