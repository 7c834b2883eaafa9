/** One API call as the signed-in user: queued logouts first, then fresh tokens, and one retry after a 401. */
import type { Notice } from '@campusbite/auth/contract'
import { inBrowser } from './browser'
import type { Core } from './core'
import { CampusBiteError, noCookies } from './errors'
import { stillOn } from './generation'
import { callProcedure } from './http'
import { endings } from './refresh'
import type { SessionTokens } from './tokens/token-store'

export interface Procedure {
  type: 'query' | 'mutation'
  path: string
  input?: unknown
  signal?: AbortSignal | undefined
}

/** @throws CampusBiteError; `LOGGED_OUT` if `generation`, or the one it started in, is over */
export async function callAsSession<T>(core: Core, procedure: Procedure, generation?: number): Promise<T> {
  const { state } = core
  const turn = state.enter(generation)
  await core.ready()
  stillOn(turn)
  const asked = endedBy(procedure.path, procedure.input, state.sid)
  const send = (tokens: SessionTokens | null) =>
    callProcedure<T>(core.http, {
      ...procedure,
      accessToken: tokens?.accessToken,
      cookies: tokens !== null && core.vault.delivery === 'cookie',
      // Its response counts even after its turn: a stream may report the ending that this call asked for before it arrives.
      turn: asked ? undefined : turn,
    })
  if (state.sid === undefined) {
    return send(null).catch((error) => {
      throw error.code === 'NOT_SIGNED_IN' && core.vault.delivery === 'cookie' && !inBrowser() ? noCookies() : error
    })
  }

  await core.outbox.beforeCall()
  stillOn(turn)
  const tokens = await core.refresher.fresh(turn)
  try {
    if (asked) state.asked = asked
    return await send(tokens)
  } catch (error) {
    if (!(error instanceof CampusBiteError)) throw error
    if (error.code === 'NOT_SIGNED_IN') return await send(await core.refresher.replace(turn, tokens))
    const reason = endings[error.code]
    if (reason && !turn.aborted && procedure.path !== 'auth.refresh') void core.end({ reason, by: 'server' })
    throw error
  } finally {
    if (asked) state.asked = undefined
  }
}

/** Calls whose success means that this page's own session is over. */
export function endedBy(path: string, input: unknown, sid: string | undefined): Notice | null {
  if (path === 'auth.deleteAccount') return 'account-deleted'
  if (path === 'session.endAll') return 'logged-out'
  const { id }: { id?: unknown } = Object(input)
  return path === 'session.end' && sid !== undefined && id === sid ? 'logged-out' : null
}
