/**
 * Takes over the session that the server rendered this page for. The page may be older than what this device knows: then it
 * is not shown, or only once the server has confirmed that its session is still alive.
 */
import { inBrowser } from './browser'
import type { Core } from './core'
import type { CampusBiteError } from './errors'
import { callProcedure } from './http'
import { causeFound } from './logout'
import { lastRetryMs, pause } from './reachable'
import { endings } from './refresh'
import { callAsSession } from './session-call'
import { tombstone } from './session-cookies'
import { veil } from './veil'
import type { SessionInfo, User } from './wire-types'

/** The session that a page was rendered for. */
export interface ServerSession {
  sid: string
  user: User
}

const firstRetryMs = 500

export function adopt(core: Core, session: ServerSession): void {
  if (!inBrowser() || core.page?.left) return
  const { sid, user } = session
  const kept = core.vault.peek()?.sid
  if (core.outbox.has(sid) || tombstone.has(sid)) {
    take(core, session)
    void core.end({ ...causeFound(core, sid), reason: 'logged-out' })
  } else if (core.state.sid === sid) {
    core.state.learnUser(user)
  } else if (kept === sid) {
    take(core, session)
  } else if (kept === undefined) {
    // Either this browser has not heard of its session yet, or the session ended after the server rendered the page.
    take(core, session)
    void core.vault.write(core.state.enter(), { sid })
    void confirm(core, session, () => callAsSession<SessionInfo[]>(core, { type: 'query', path: 'session.list' }))
  } else {
    // Another tab has logged in since. Only the server knows whose the cookies are.
    void confirm(core, session, () =>
      callProcedure(core.http, { type: 'query', path: 'session.list', cookies: true, turn: core.state.enter() }),
    )
  }
}

function take({ state }: Core, { sid, user }: ServerSession): void {
  state.signIn(sid, user)
  state.announce()
}

async function confirm(core: Core, session: ServerSession, list: () => Promise<SessionInfo[]>): Promise<void> {
  const { state, vault } = core
  const { sid } = session
  // That the session was over here earlier says nothing about this new check.
  if (state.over === sid) state.over = undefined
  veil('unconfirmed', true)
  try {
    for (let wait = firstRetryMs; ; wait = Math.min(wait * 2, lastRetryMs)) {
      const current = await list().then(
        (sessions) => sessions.find((one) => one.current)?.id ?? '',
        ({ code }: CampusBiteError) => (isFinal(code) ? '' : undefined),
      )
      // Logged out here in the meantime: taking over now would show the user again.
      if (core.page?.left || state.over === sid) return
      if (current !== undefined) {
        if (state.sid !== sid) take(core, session)
        await (current === sid
          ? vault.write(state.enter(), { ...vault.peek(), sid })
          : core.end({ reason: 'logged-out', by: 'other tab' }))
        return
      }
      await pause(wait)
    }
  } finally {
    veil('unconfirmed', false)
  }
}

/** Any other failure, of the network or from another server, says nothing about the session. */
const isFinal = (code: CampusBiteError['code']) => code in endings || code === 'NOT_SIGNED_IN' || code === 'LOGGED_OUT'
