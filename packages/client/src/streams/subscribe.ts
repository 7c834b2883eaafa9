/**
 * One subscription behind the fence: late events are dropped, it closes with its identity, and it never comes back after its
 * session has ended. A lost connection is reopened, with growing delays, and with a fresh access token if needed.
 */
import type { Subscriber, Unsubscribable } from '../api-types'
import { after } from '../bounded'
import { listen } from '../browser'
import type { Core } from '../core'
import { CampusBiteError, report } from '../errors'
import type { Turn } from '../generation'
import { endings } from '../refresh'
import { openStream } from './open-stream'

export interface Subscription {
  path: string
  input?: unknown
  /** Bound to this identity: once it is over, not even a request is sent. */
  generation?: number | undefined
}

const firstRetryMs = 1_000
const lastRetryMs = 30_000

/** Refusals that a retry would not change. */
const isFinal = ({ code }: CampusBiteError) =>
  !['NETWORK', 'TIMEOUT', 'UNAVAILABLE', 'INTERNAL', 'TOO_MANY_ATTEMPTS', 'BAD_ANSWER'].includes(code)

export function subscribe(core: Core, what: Subscription, subscriber: Subscriber<unknown>): Unsubscribable {
  const stop = new AbortController()
  void carry(core, what, subscriber, stop.signal)
  return { unsubscribe: () => stop.abort() }
}

async function carry(core: Core, what: Subscription, to: Subscriber<unknown>, stopped: AbortSignal): Promise<void> {
  await core.ready()
  let turn: Turn
  try {
    turn = core.state.enter(what.generation)
  } catch {
    return to.onComplete?.()
  }
  const over = () => stopped.aborted || turn.aborted
  let retryMs = firstRetryMs
  let renewed = false
  while (!over()) {
    let error: CampusBiteError | null = null
    try {
      for await (const { event, data } of openStream(core, what, turn, stopped)) {
        // An event in flight when the session ended belongs to nobody.
        if (over()) break
        if (event === 'message') tell(() => to.onData?.(JSON.parse(data)))
        if (event === 'return') return to.onComplete?.()
        if (event === 'connected') {
          retryMs = firstRetryMs
          renewed = false
          tell(() => to.onStarted?.())
        }
      }
    } catch (thrown) {
      error = thrown instanceof CampusBiteError ? thrown : new CampusBiteError('NETWORK', 'The connection was lost.')
    }
    if (over()) break
    if (error?.code === 'NOT_SIGNED_IN' && core.state.sid !== undefined && !renewed) {
      renewed = await renew(core, turn)
      if (renewed) continue
    }
    const reason = error ? endings[error.code] : undefined
    if (reason !== undefined) {
      void core.end({ reason, by: 'server' })
      break
    }
    if (error && error.code !== 'NOT_SIGNED_IN' && isFinal(error)) return tell(() => to.onError?.(error))
    if (error?.code === 'NOT_SIGNED_IN' && core.state.sid === undefined) return tell(() => to.onError?.(error))
    tell(() => to.onConnectionStateChange?.({ type: 'state', state: 'connecting', error }))
    await patience(retryMs, turn, stopped)
    retryMs = Math.min(retryMs * 2, lastRetryMs)
    renewed = false
  }
  if (!stopped.aborted) tell(() => to.onComplete?.())
}

/** False if it failed: a final refusal has ended the session by then, and anything else is retried later. */
async function renew(core: Core, turn: Turn): Promise<boolean> {
  try {
    const tokens = await core.vault.read()
    if (tokens) await core.refresher.replace(turn, tokens)
    return tokens !== null
  } catch {
    return false
  }
}

/** A callback of the app that throws must not close the stream. */
function tell(news: () => void): void {
  try {
    news()
  } catch (error) {
    report(error)
  }
}

/** Randomized: clients must not all reconnect at once after a server restart. */
function patience(milliseconds: number, turn: Turn, stopped: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const stops = [
      after(milliseconds * (0.5 + Math.random()), () => done()),
      listen(stopped, 'abort', () => done()),
      listen(typeof window === 'undefined' ? null : window, 'online', () => done()),
    ]
    const done = () => {
      for (const stop of stops) stop()
      turn.delete(done)
      resolve()
    }
    turn.add(done)
  })
}
