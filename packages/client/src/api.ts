/**
 * The typed API: `api.session.list.query()` becomes one call. It speaks tRPC's protocol without tRPC's client, whose links
 * and observables would make this package half as large again, and whose types need a Node project to compile in.
 */
import type { Api, CallOptions, Subscriber, Unsubscribable } from './api-types'
import { untilAborted } from './bounded'
import type { Core } from './core'
import { misconfigured } from './errors'
import { claimsOf } from './jwt-claims'
import { tokensOf } from './refresh'
import { callAsSession, endedBy } from './session-call'
import type { Credentials, RefreshOutput } from './wire-types'

/** tRPC's own symbol, by which `getUntypedClient` finds the untyped client behind a typed one. */
const untyped = Symbol.for('trpc_untypedClient')

/** What tRPC's integrations need from a client. */
export interface UntypedClient {
  query(path: string, input?: unknown, options?: CallOptions): Promise<unknown>
  mutation(path: string, input?: unknown, options?: CallOptions): Promise<unknown>
  /** @throws CampusBiteError `MISCONFIGURED` without `streams` */
  subscription(path: string, input: unknown, subscriber: Subscriber<unknown>): Unsubscribable
}

/** `generation` binds every call to one identity: once it is over, calls fail without a request. */
export function untypedClient(core: Core, generation?: number): UntypedClient {
  const call =
    (type: 'query' | 'mutation') =>
    (path: string, input?: unknown, { signal }: CallOptions = {}) =>
      carry(core, { type, path, input, signal }, generation)
  const client: UntypedClient = {
    query: call('query'),
    mutation: call('mutation'),
    subscription(path, input, subscriber) {
      if (!core.subscribe) throw misconfigured('Pass `streams` from @campusbite/client/streams.')
      return core.subscribe({ path, input, generation }, subscriber)
    },
  }
  // The integrations look for an untyped client behind this one, too.
  return Object.assign(client, { [untyped]: client })
}

type Procedure = Parameters<typeof callAsSession>[1]

async function carry(core: Core, procedure: Procedure, generation = core.state.generation): Promise<unknown> {
  const { path, input, signal } = procedure
  // Called directly, a login must still store its tokens, and a logout of this session must still be complete.
  if (path === 'auth.login') return core.login(input as Credentials)
  if (core.state.sid === undefined) await core.ready()
  const { sid } = core.state
  if (path === 'auth.logout' && namesNoOther(input, sid)) {
    // If the session it was bound to is over, it must not touch the next one.
    if (generation === core.state.generation) await core.logout()
    return { success: true, message: 'Logged out successfully.' }
  }
  const work = callAsSession(core, procedure, generation)
  const answer = await (signal ? untilAborted(signal, work, () => signal.reason) : work)
  if (path === 'auth.refresh') {
    // This refresh has spent the stored tokens: using them again would end the session.
    const tokens = tokensOf(core, answer as RefreshOutput)
    const kept = await core.vault.read()
    // Another tab may have switched to another session while this response was in flight.
    if (kept?.sid === tokens.sid && tokens.sid === core.state.sid) await core.vault.write(core.state.enter(), tokens)
  }
  const reason = endedBy(path, input, sid)
  if (!reason) {
    // Somebody may have logged out since the response arrived.
    core.state.enter(generation)
  } else if (core.state.sid === sid) {
    void (reason === 'logged-out' ? core.logout() : core.end({ reason, by: 'server' }))
  }
  return answer
}

function namesNoOther(input: unknown, sid: string | undefined) {
  const { refreshToken, logoutTicket }: { [name: string]: unknown } = Object(input)
  // The server treats an unreadable refresh token as absent, and an unreadable ticket as somebody else's.
  const names = (token: unknown, unread?: string) => !token || (sid && (claimsOf(token)?.sid ?? unread) === sid)
  return names(refreshToken, sid) && names(logoutTicket)
}

const kinds = { query: 'query', mutate: 'mutation', subscribe: 'subscription' } as const

export function typedClient(client: UntypedClient): Api {
  const at = (path: string[]): unknown =>
    new Proxy(() => {}, {
      get(_target, key) {
        if (key === untyped && path.length === 0) return client
        // `await` and console output ask for this; the proxy is not a promise.
        return typeof key === 'symbol' || key === 'then' ? undefined : at([...path, key])
      },
      apply(_target, _this, [input, options]: [unknown, (CallOptions & Subscriber<unknown>)?]) {
        const kind = kinds[path.at(-1) as keyof typeof kinds]
        return client[kind](path.slice(0, -1).join('.'), input, options ?? {})
      },
    })
  return at([]) as Api
}
