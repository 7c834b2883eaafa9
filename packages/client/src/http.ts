/** One call of a tRPC procedure over `fetch`: what goes out, what comes back, and what each failure means. No session. */
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
  /** Cookies go along. Never for a call that nobody is signed in for. */
  cookies: boolean
  /**
   * Over when the identity that made the call is no longer the current one. `undefined`: the answer is heard, whoever is signed in
   * by then.
   */
  turn: Turn | undefined
  /** The caller's own: it ends the request. What the caller is told then is said where it was given. */
  signal?: AbortSignal | undefined
}

const callLimitMs = 30_000

/** @throws CampusBiteError for whatever goes wrong, `LOGGED_OUT` when the turn is over before the answer is read */
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
    // To a page of another origin a browser does not say whether the server is away or has refused the page.
    const hint = inBrowser() && location.origin !== http.base() ? ', and its ALLOWED_ORIGINS' : ''
    return new CampusBiteError('NETWORK', `${http.base()} could not be reached. Check the connection${hint}.`, {
      cause,
    })
  }
  try {
    if (call.turn?.aborted || call.signal?.aborted) throw reason()
    // A fetch that ignores its signal must not hold up a logout, nor bring its answer in afterwards.
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
    // No private answer may stay in the browser's own cache.
    cache: 'no-store',
  })
  const body = await response.json().catch((error) => {
    // Cut off on its way: whoever has sent it may be this API all the same.
    if (error.name !== 'SyntaxError') throw error
  })
  return { status: response.status, body }
}

/** What an answer means that brings no result. */
export function refusal(http: Http, status: number, body?: unknown): CampusBiteError {
  const { error: shape }: { error?: ErrorShape } = Object(body)
  if (shape?.data?.appCode) return new CampusBiteError(shape.data.appCode, shape.message, { shape })
  if (status >= 500)
    return new CampusBiteError('UNAVAILABLE', `${http.base()} cannot answer (HTTP ${status}). Try again.`)
  return new CampusBiteError('BAD_ANSWER', `${http.base()} is not this API (HTTP ${status}). Check \`url\`.`)
}
