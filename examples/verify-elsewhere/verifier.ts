/**
 * Accepts CampusBite's access tokens in another service, and refuses them as soon as their session has ended. It verifies each
 * token itself, with the public keys, and polls only, every second or two, which sessions have ended.
 */
import type { CampusBite } from '@campusbite/client'
import { createRemoteJWKSet, jwtVerify } from 'jose'

export class Verifier {
  readonly #keys: ReturnType<typeof createRemoteJWKSet>
  readonly #ended = new Map<string, number>()
  #cursor: string | undefined
  #caughtUpAt = Number.NEGATIVE_INFINITY

  /** @param operator logged in with an account whose role is `operator`; it refreshes its tokens by itself */
  constructor(
    url: string,
    private readonly operator: CampusBite,
    private readonly maxStalenessMs = 5_000,
  ) {
    this.#keys = createRemoteJWKSet(new URL('/.well-known/jwks.json', url))
  }

  /** Call it every second or two. If it rejects, call it again: nothing is missed. */
  async follow(): Promise<void> {
    const startedAt = Date.now()
    const signal = AbortSignal.timeout(this.maxStalenessMs)
    const since = this.#cursor === undefined ? undefined : { since: this.#cursor }
    const { cursor, endings } = await this.operator.api.operator.endings.query(since, { signal })
    for (const { sid, accessUntil } of endings) this.#ended.set(sid, Date.parse(accessUntil))
    for (const [sid, until] of this.#ended) if (until + 60_000 < startedAt) this.#ended.delete(sid)
    this.#cursor = cursor
    this.#caughtUpAt = startedAt
  }

  /** @throws if the token is not CampusBite's, has expired, belongs to an ended session, or while it is unknown what has ended */
  async verify(token: string): Promise<{ userId: string | undefined; sid: string }> {
    const expected = { issuer: 'campusbite', audience: 'campusbite', typ: 'at+jwt', algorithms: ['EdDSA'] }
    const { payload } = await jwtVerify(token, this.#keys, expected)
    if (Date.now() - this.#caughtUpAt > this.maxStalenessMs) throw new Error('Nobody knows which sessions have ended.')
    const sid = String(payload.sid)
    if (this.#ended.has(sid)) throw new Error('This session has ended.')
    return { userId: payload.sub, sid }
  }
}
