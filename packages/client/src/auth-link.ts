/** The link between tRPC's client and the session. It carries calls and drops late answers; it decides nothing itself. */
import type { Operation, TRPCLink } from '@trpc/client'
import { observable } from '@trpc/server/observable'
import type { Core } from './core'
import { CampusBiteError } from './errors'
import type { AppRouter } from './router'
import { callAsSession, endedBy } from './session-call'
import type { Credentials } from './wire-types'

/** `generation` binds every call to one identity: once it is over they fail, without a request. */
export function authLink(core: Core, generation?: number): TRPCLink<AppRouter> {
  return () =>
    ({ op }) =>
      observable((observer) => {
        const abort = new AbortController()
        const { sid } = core.state
        carry(core, op, [abort.signal, ...(op.signal ? [op.signal] : [])], generation).then(
          (data) => {
            observer.next({ result: { type: 'data', data } })
            observer.complete()
            const reason = endedBy(op, sid)
            if (reason && core.state.sid === sid) void core.end({ reason, tell: reason === 'logged-out' })
          },
          (error) => observer.error(error),
        )
        return () => abort.abort()
      })
}

async function carry(core: Core, op: Operation, signals: AbortSignal[], generation?: number): Promise<unknown> {
  const { type, path, input } = op
  if (type === 'subscription') {
    throw new CampusBiteError('METHOD_NOT_ALLOWED', `\`${path}\` is a subscription, which this client does not carry.`)
  }
  // Called by its own name, a login must still store its tokens, and a bare logout still be complete.
  if (path === 'auth.login') return core.login(input as Credentials)
  if (path === 'auth.logout' && (input === undefined || input === null)) {
    await core.logout()
    return { success: true, message: 'Logged out successfully.' }
  }
  return callAsSession(core, { type, path, input, signals }, generation)
}
