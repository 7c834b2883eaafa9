/**
 * What a service elsewhere does to accept our access tokens, and to refuse them from the moment that their session ends. It
 * checks each token by itself, with our public keys; it asks us only, every second or two, which sessions have ended.
 */
import { createRemoteJWKSet, jwtVerify } from 'jose'

interface Ended {
  data: { cursor: string; endings: { sid: string; accessUntil: string }[] }
}

export class Verifier {
  readonly #keys: ReturnType<typeof createRemoteJWKSet>
  readonly #ended = new Map<string, number>()
  #cursor = '0'
  #caughtUpAt = Number.NEGATIVE_INFINITY

  /** @param operatorToken an access token of an account whose role is `operator`, fresh for each call */
  constructor(
    private readonly url: string,
    private readonly operatorToken: () => Promise<string>,
    private readonly maxStalenessMs = 5_000,
  ) {
    this.#keys = createRemoteJWKSet(new URL('/.well-known/jwks.json', url))
  }

  /** Call it every second or two. Where it rejects, call it again: nothing is missed. */
  async follow(): Promise<void> {
    const startedAt = Date.now()
    const response = await fetch(`${this.url}/api/auth/endings?since=${this.#cursor}`, {
      headers: { Authorization: `Bearer ${await this.operatorToken()}` },
      signal: AbortSignal.timeout(this.maxStalenessMs),
    })
    if (!response.ok) throw new Error(`Endings cannot be followed: ${response.status}`)
    const { data } = (await response.json()) as Ended
    for (const { sid, accessUntil } of data.endings) this.#ended.set(sid, Date.parse(accessUntil))
    for (const [sid, until] of this.#ended) if (until + 60_000 < startedAt) this.#ended.delete(sid)
    this.#cursor = data.cursor
    this.#caughtUpAt = startedAt
  }

  /** @throws for a token that is not ours, has expired, is of an ended session, or while nobody knows what has ended */
  async verify(token: string): Promise<{ userId: string | undefined; sid: unknown }> {
    const expected = { issuer: 'campusbite', audience: 'campusbite', typ: 'at+jwt', algorithms: ['EdDSA'] }
    const { payload } = await jwtVerify(token, this.#keys, expected)
    if (Date.now() - this.#caughtUpAt > this.maxStalenessMs) throw new Error('Nobody knows which sessions have ended.')
    if (this.#ended.has(String(payload.sid))) throw new Error('This session has ended.')
    return { userId: payload.sub, sid: payload.sid }
  }
}
