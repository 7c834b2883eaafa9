/**
 * Subscriptions as server-sent events, in tRPC's format. A stream lives no longer than the session and the access token it was
 * opened with: when either is over, it is closed at once, with a last event that says why, and nothing after it.
 */
import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { type AccessClaims, type Auth, AuthError } from '@campusbite/auth'
import { untilAborted } from './until-aborted'

export interface Opening {
  source: AsyncIterable<unknown>
  /** Stops the source. Listeners are sent its reason. */
  abort: AbortController
  /** Undefined for a public subscription. */
  caller: AccessClaims | undefined
  identify(): Promise<AccessClaims>
  /** An error in the form that may be sent. */
  shape(thrown: unknown): unknown
}

type Rules = Pick<Auth, 'onEnded' | 'knowsEnding'>

const defaultLimits = { perSession: 10, perInstance: 10_000, heartbeatMs: 15_000 }

/** Closes without a last event. Listeners take that for a lost connection, and reconnect. */
const withoutAWord = Symbol('closed without a word')

export class Streams {
  /** The session of each open stream. */
  readonly #open = new Map<AbortController, string | undefined>()
  #stopping = false

  constructor(
    private readonly auth: Rules,
    private readonly limits = defaultLimits,
  ) {}

  /** Returns the function that writes the stream after the headers. @throws AuthError `TOO_MANY_ATTEMPTS`, `UNAVAILABLE` */
  open(opening: Opening): (res: ServerResponse) => void {
    const { caller } = opening
    if (this.#stopping || this.#open.size >= this.limits.perInstance) {
      throw new AuthError('UNAVAILABLE', 'No stream can be opened at the moment. Try again shortly.')
    }
    const ofSession = [...this.#open.values()].filter((sid) => sid === caller?.sid)
    if (caller && ofSession.length >= this.limits.perSession) {
      throw new AuthError('TOO_MANY_ATTEMPTS', 'This session has too many open streams. Close one of them first.', {
        retryAfterSeconds: 5,
      })
    }
    return (res) => void this.#write(res, opening)
  }

  stop(): void {
    this.#stopping = true
    for (const abort of this.#open.keys()) abort.abort(withoutAWord)
  }

  async #write(res: ServerResponse, { source, abort, caller, identify, shape }: Opening): Promise<void> {
    const { signal } = abort
    this.#open.set(abort, caller?.sid)
    res.once('close', () => abort.abort(withoutAWord))
    const stops = caller ? this.#endWith(caller, abort) : []
    const write = async (text: string) => {
      // If memory cannot tell whether this session has ended, the database is asked, and unknown is refused.
      if (caller && !this.auth.knowsEnding(caller.sid)) await identify()
      signal.throwIfAborted()
      if (!res.write(text)) await once(res, 'drain', { signal })
    }
    const heartbeat = setInterval(() => {
      // A client that does not read gets no more pings.
      if (!res.writableNeedDrain) write(event('ping')).catch((error) => abort.abort(error))
    }, this.limits.heartbeatMs)
    try {
      await write(event('connected', '{}'))
      for await (const value of untilAborted(source, signal)) await write(`data: ${JSON.stringify(value)}\n\n`)
      await write(event('return'))
    } catch (error) {
      const why = signal.aborted ? signal.reason : error
      if (why !== withoutAWord) res.write(event('serialized-error', JSON.stringify(shape(why))))
    } finally {
      clearInterval(heartbeat)
      for (const stop of stops) stop()
      this.#open.delete(abort)
      abort.abort(withoutAWord)
      res.end()
    }
  }

  #endWith({ sid, expiresAt }: AccessClaims, abort: AbortController): (() => void)[] {
    const lifeMs = Math.min(expiresAt.getTime() - Date.now(), 2 ** 31 - 1)
    const expired = () =>
      abort.abort(new AuthError('NOT_SIGNED_IN', 'The access token has expired. Refresh it and reconnect.'))
    const timer = setTimeout(expired, lifeMs)
    return [() => clearTimeout(timer), this.auth.onEnded(sid, (over) => abort.abort(over))]
  }
}

const event = (name: string, data = '') => `event: ${name}\ndata: ${data}\n\n`
