/** One tRPC call over `fetch`: the request, the response, and the meaning of each failure. Knows no session. */
import { trpcPath } from '@campusbite/auth/contract'
import type { ErrorShape } from './api-types'
import { limit, untilAborted } from './bounded'
import { inBrowser, listen } from './browser'
import { CampusBiteError, loggedOut } from './errors'
import type { Turn } from './generation'
import type { Http } from './options'

export interface Call {
  type: 'query' | 'mutation'
  /** `session.list` */
  path: string
  input?: unknown
  accessToken?: string | undefined
  /** Send cookies. Never for a call without a signed-in user. */
  cookies: boolean
  /**
   * Over once the identity that made the call is no longer the current one. With `undefined`, the response counts no matter who is
   * signed in by then.
   */
  turn: Turn | undefined
  /** The caller's own signal. It aborts the request; the caller decides what the call then rejects with. */
  signal?: AbortSignal | undefined
}

const callLimitMs = 30_000

/** @throws CampusBiteError for any failure; `LOGGED_OUT` if the turn is over before the response has been read */
export async function callProcedure<T>(http: Http, call: Call): Promise<T> {
  const abort = new AbortController()
  const stop = () => abort.abort()
  let late = false
  const cancel = limit(callLimitMs, () => {
    late = true
    stop()
  })
  const unlisten = listen(call.signal, 'abort', stop)
  call.turn?.add(stop)
  const reason = (cause?: unknown) => {
    if (call.turn?.aborted) return loggedOut()
    if (late) return new CampusBiteError('TIMEOUT', `${http.base()} did not answer in time. Try again.`)
    // A browser does not tell a page on another origin whether the server is down or has refused the page.
    const hint = inBrowser() && location.origin !== http.base() ? ', and its ALLOWED_ORIGINS' : ''
    return new CampusBiteError('NETWORK', `${http.base()} could not be reached. Check the connection${hint}.`, {
      cause,
    })
  }
  try {
    if (call.turn?.aborted || call.signal?.aborted) throw reason()
    // A fetch that ignores its signal must not delay a logout or deliver its response afterwards.
    const { status, body } = await untilAborted(abort.signal, send(http, call, abort.signal), reason)
    const { result }: { result?: { data: T } } = Object(body)
    if (result) return result.data
    throw refusal(http, status, body)
  } catch (error) {
    throw error instanceof CampusBiteError ? error : reason(error)
  } finally {
    cancel()
    unlisten()
    call.turn?.delete(stop)
  }
}

interface Answer {
  status: number
  body: unknown
}

async function send(http: Http, call: Call, signal: AbortSignal): Promise<Answer> {
  const input: string | undefined = JSON.stringify(call.input)
  const query = call.type === 'query'
  const headers: Record<string, string> = query ? {} : { 'content-type': 'application/json' }
  if (call.accessToken) headers.authorization = `Bearer ${call.accessToken}`
  const inUrl = query && input !== undefined ? `?input=${encodeURIComponent(input)}` : ''
  const response = await http.fetch(`${http.base()}${trpcPath}/${call.path}${inUrl}`, {
    ...(query ? {} : { method: 'POST', body: input ?? '{}' }),
    headers,
    signal,
    credentials: call.cookies ? 'include' : 'omit',
    // No private response may stay in the browser's HTTP cache.
    cache: 'no-store',
  })
  const body = await response.json().catch((error) => {
    // The response was cut off, but it may still have come from this API.
    if (error.name !== 'SyntaxError') throw error
  })
  return { status: response.status, body }
}

/** The error for a response without a result. */
export function refusal(http: Http, status: number, body?: unknown): CampusBiteError {
  const { error: shape }: { error?: ErrorShape } = Object(body)
  if (shape?.data?.appCode) return new CampusBiteError(shape.data.appCode, shape.message, { shape })
  if (status >= 500)
    return new CampusBiteError('UNAVAILABLE', `${http.base()} cannot answer (HTTP ${status}). Try again.`)
  return new CampusBiteError('BAD_ANSWER', `${http.base()} is not this API (HTTP ${status}). Check \`url\`.`)
}
