/** One attempt at a stream: the request, then a refusal, the events, or a silence that means that the connection is dead. */
import { trpcPath } from '@campusbite/auth/contract'
import type { ErrorShape } from '../api-types'
import { after } from '../bounded'
import { listen } from '../browser'
import type { Core } from '../core'
import { CampusBiteError } from '../errors'
import type { Turn } from '../generation'
import { refusal } from '../http'
import { readEvents, type StreamEvent } from './read-events'

/** Three of the server's heartbeats. */
const silenceMs = 45_000

/** Ends when the connection does. @throws CampusBiteError for a refusal, and for a silence */
export async function* openStream(
  core: Core,
  { path, input }: { path: string; input?: unknown },
  turn: Turn,
  signal: AbortSignal,
): AsyncGenerator<StreamEvent> {
  const { http, state, vault } = core
  const signedIn = state.sid !== undefined
  if (signedIn) await core.outbox.beforeCall()
  const tokens = signedIn ? await core.refresher.fresh(turn) : null
  const attempt = new AbortController()
  const cut = () => attempt.abort()
  const stop = listen(signal, 'abort', cut)
  turn.add(cut)
  let cancel = () => {}
  const alive = () => {
    cancel()
    cancel = after(silenceMs, cut)
  }
  if (signal.aborted || turn.aborted) cut()
  alive()
  try {
    const query = input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(input))}`
    const response = await http.fetch(`${http.base()}${trpcPath}/${path}${query}`, {
      headers: {
        accept: 'text/event-stream',
        ...(tokens?.accessToken ? { authorization: `Bearer ${tokens.accessToken}` } : {}),
      },
      credentials: signedIn && vault.delivery === 'cookie' ? 'include' : 'omit',
      cache: 'no-store',
      signal: attempt.signal,
    })
    if (!response.headers.get('content-type')?.startsWith('text/event-stream') || !response.body) {
      throw refusal(http, response.status, await response.json().catch(() => undefined))
    }
    for await (const event of readEvents(response.body, alive)) {
      if (event.event === 'serialized-error') throw said(JSON.parse(event.data))
      yield event
    }
  } finally {
    cancel()
    stop()
    turn.delete(cut)
    cut()
  }
}

const said = (shape: ErrorShape) => new CampusBiteError(shape.data.appCode, shape.message, { shape })
