/**
 * Redeems the refresh token: one at a time in this tab and across tabs, and never beyond its turn. A late response writes
 * nothing. A network failure is not a logout; the server's word that the session is over is one.
 */
import type { Notice } from '@campusbite/auth/contract'
import { after } from './bounded'
import { inBrowser } from './browser'
import type { Core } from './core'
import { CampusBiteError, loggedOut } from './errors'
import { stillOn, type Turn } from './generation'
import { callProcedure, refusal } from './http'
import { claimsOf } from './jwt-claims'
import { causeFound } from './logout'
import type { SessionTokens } from './tokens/token-store'
import type { RefreshOutput } from './wire-types'

/** Tokens are refreshed this long before they expire, so that no call is wasted on one that expires on the way. */
const marginMs = 10_000
const lockLimitMs = 5_000

export class Refresher {
  #running: { turn: Turn; tokens: Promise<SessionTokens> } | null = null
  constructor(private readonly core: () => Core) {}

  /** The current tokens, refreshed if they are about to expire. */
  async fresh(turn: Turn): Promise<SessionTokens> {
    const tokens = await this.#current(turn)
    const due = tokens.accessExpiresAt !== undefined && tokens.accessExpiresAt - this.core().now() < marginMs
    return due ? this.replace(turn, tokens) : tokens
  }

  /** Tokens newer than `stale`. Concurrent callers share one refresh. */
  replace(turn: Turn, stale: SessionTokens): Promise<SessionTokens> {
    if (this.#running?.turn === turn) return this.#running.tokens
    const tokens = this.#locked(turn, stale).finally(() => {
      if (this.#running === running) this.#running = null
    })
    const running = { turn, tokens }
    this.#running = running
    return tokens
  }

  async #current(turn: Turn): Promise<SessionTokens> {
    const core = this.core()
    const { sid } = core.state
    const tokens = await core.vault.read()
    stillOn(turn)
    if (tokens?.sid === sid && tokens) return tokens
    // Another tab has logged out, or somebody else has logged in: this page must not continue under another identity.
    if (sid !== undefined) void core.end(causeFound(core, sid))
    throw loggedOut()
  }

  /** Across tabs by a lock, with a limited wait: a frozen tab may hold it forever. */
  async #locked(turn: Turn, stale: SessionTokens): Promise<SessionTokens> {
    const locks = inBrowser() ? navigator.locks : undefined
    if (!locks) return this.#redeem(turn, stale)
    const wait = new AbortController()
    const giveUp = () => wait.abort()
    const cancel = after(lockLimitMs, giveUp)
    turn.add(giveUp)
    let held = false
    try {
      return await locks.request(`campusbite:refresh:${stale.sid}`, { signal: wait.signal }, () => {
        held = true
        cancel()
        return this.#redeem(turn, stale)
      })
    } catch (error) {
      if (held) throw error
      stillOn(turn)
      return this.#redeem(turn, stale)
    } finally {
      cancel()
      turn.delete(giveUp)
    }
  }

  async #redeem(turn: Turn, stale: SessionTokens): Promise<SessionTokens> {
    const core = this.core()
    const { http, vault, end } = core
    const current = await this.#current(turn)
    const renewed = current.accessToken !== stale.accessToken || current.accessExpiresAt !== stale.accessExpiresAt
    if (renewed) return current
    const { delivery } = vault
    try {
      const answer = await callProcedure<RefreshOutput>(http, {
        type: 'mutation',
        path: 'auth.refresh',
        input: { refreshToken: current.refreshToken, delivery },
        cookies: delivery === 'cookie',
        turn,
      })
      const tokens = tokensOf(core, answer)
      if (tokens.sid !== current.sid) {
        // Somebody else has logged in with this browser's cookies.
        void end({ reason: 'logged-out', by: 'other tab' })
        throw loggedOut()
      }
      // Another tab may have switched to another session while this response was in flight.
      await this.#current(turn)
      await vault.write(turn, tokens)
      return tokens
    } catch (error) {
      const reason = error instanceof CampusBiteError ? endings[error.code] : undefined
      if (!reason || turn.aborted) throw error
      void end({ reason, by: 'server' })
      throw loggedOut()
    }
  }
}

/** What each of the server's refusals says about the session. */
export const endings: Partial<Record<CampusBiteError['code'], Notice>> = {
  REFRESH_TOKEN_REUSED: 'reused',
  SESSION_ENDED: 'ended-elsewhere',
  SESSION_EXPIRED: 'expired',
  INVALID_REFRESH_TOKEN: 'expired',
  REFRESH_TOKEN_REQUIRED: 'expired',
}

/** @throws CampusBiteError `BAD_ANSWER` if the response names no session */
export function tokensOf({ http, now }: Core, answer: RefreshOutput): SessionTokens {
  const { logoutTicket, accessToken, refreshToken, expiresIn }: RefreshOutput = Object(answer)
  const sid = claimsOf(logoutTicket)?.sid
  if (!sid) throw refusal(http, 200)
  return { sid, logoutTicket, accessExpiresAt: now() + expiresIn * 1000, accessToken, refreshToken }
}
