/** Assembles a client and defines everything an app sees of it. The parts do the work. */
import { adopt, type ServerSession } from './adopt'
import { typedClient, untypedClient } from './api'
import type { Api } from './api-types'
import { inBrowser } from './browser'
import { clearing } from './cleanups'
import type { Core } from './core'
import { expose } from './internals'
import { openPage } from './leave'
import { oneLoginAtATime } from './login'
import { byPerson, endSession, endUnused, type LogoutResult } from './logout'
import { type CampusBiteOptions, checkLeaveTo, httpOf } from './options'
import { Outbox } from './outbox'
import { guardPage } from './page-guard'
import { Refresher } from './refresh'
import { callAsSession } from './session-call'
import { type Session, SessionState } from './session-state'
import { openTabChannel } from './tab-channel'
import { TokenVault } from './token-vault'
import type { SessionTokens } from './tokens/token-store'
import type { Credentials, Registration, User } from './wire-types'

/** One client: a session on this device, and the API as its user. */
export interface CampusBite {
  /** Who is signed in here, as far as this device knows. A new object after every change. */
  readonly session: Session
  /** The typed API. Calls refresh the tokens when needed, one refresh at a time. */
  readonly api: Api
  /** @throws CampusBiteError `INVALID_CREDENTIALS`, `TOO_MANY_ATTEMPTS`, `BAD_INPUT`, `NETWORK`, … */
  login(credentials: Credentials): Promise<User>
  /** Creates an account; does not log in. @throws CampusBiteError `EMAIL_TAKEN`, `BAD_INPUT`, … */
  register(registration: Registration): Promise<User>
  /**
   * Ends the session on this device at once, whatever the network does, and tells the server now or as soon as it can be
   * reached. Never throws, never hangs. A call during another one joins it.
   */
  logout(): Promise<LogoutResult>
  /**
   * Ends every session of this user, including this one. If the server cannot be reached, nothing ends here either, because
   * the other devices would stay signed in. @throws CampusBiteError `SESSION_ENDED` or `NOT_SIGNED_IN` if this session was
   * over already: then this call has not ended the others
   */
  logoutEverywhere(): Promise<LogoutResult>
  /**
   * Registers a cleanup to run at logout. One that throws or takes longer than two seconds does not delay the logout, and is
   * reported by name in `cleared`. @returns a function that removes it
   */
  onLogout(name: string, cleanup: () => unknown): () => void
  /**
   * Calls the listener after every change of the session, from this tab, another tab or another device. A listener that throws
   * affects nothing else; its error is reported as uncaught, or on the console outside a browser. @returns a function that stops it
   */
  subscribe(listener: (session: Session) => void): () => void
  /** Takes over the session that the server rendered this page for. Cookie mode only. */
  adopt(session: ServerSession): void
  /** Asks the server whether the session is still alive, and whose it is. Never rejects. */
  verify(): Promise<void>
  /** True while a logout is still queued. */
  pending(): boolean
  /** Settles once no logout is queued any more. A Node process that awaits it stays alive until then. */
  delivered(): Promise<void>
}

/** @throws CampusBiteError `MISCONFIGURED` for options that cannot work */
export function createCampusBite(options: CampusBiteOptions): CampusBite {
  const http = httpOf(options)
  const leaveTo = checkLeaveTo(options.leaveTo)
  const now = options.now ?? Date.now
  const state = new SessionState()
  const vault = new TokenVault(options.tokens, found)
  let ending: Promise<LogoutResult> | null = null

  const core: Core = {
    http,
    now,
    state,
    vault,
    outbox: new Outbox(http, vault.delivery, now),
    cleanups: new Set(),
    refresher: new Refresher(() => core),
    // Created before a router listens to the history, so that the page can silence it.
    page: leaveTo !== undefined && inBrowser() ? openPage(http, leaveTo) : null,
    tabs: openTabChannel({
      onEnded: ({ ended, reason }) => {
        if (state.sid === ended) void core.end({ reason, by: 'other tab' })
      },
      onDoubt: () => void guard.check(),
    }),
    clearSessionStorage: options.clearSessionStorage ?? true,
    ready: async () => {
      if (!vault.known) await vault.read()
    },
    login: oneLoginAtATime(() => core),
    logout() {
      // A login may be in flight, and this logout comes after it.
      state.logouts += 1
      // In the task of the click, unless the session is not known yet: then whatever the store returns is ended when it does.
      if (vault.known) return core.end(byPerson)
      core.outbox.expect(core.ready)
      return core.ready().then(core.ready).then(rest)
    },
    end(cause) {
      if (state.sid === undefined) return rest()
      const mine = endSession(core, state.sid, cause).finally(() => {
        if (ending === mine) ending = null
      })
      ending = mine
      return mine
    },
  }

  /** The result of a logout with nobody signed in: of the one in progress, or of what is still queued. */
  const rest = (): Promise<LogoutResult> =>
    ending ?? core.outbox.beforeCall().then(() => ({ server: core.outbox.pending ? 'queued' : 'ended', cleared: [] }))

  /** What the store held before this page wrote to it, which it may report late. */
  function found(tokens: SessionTokens | null): void {
    const mine = state.sid ?? state.over
    if (tokens && mine === undefined) {
      state.signIn(tokens.sid)
      if (state.logouts > 0) void core.end(byPerson)
      else if (guard.check({ stay: true }, tokens.sid)) state.announce()
    } else if (tokens && tokens.sid !== mine) void endUnused(core, tokens)
    core.outbox.expect()
  }

  const verify = () => {
    const turn = state.enter()
    return callAsSession<User>(core, { type: 'query', path: 'auth.me' }).then(
      // The response may have arrived together with that of somebody else's login.
      (user) => void (turn.aborted || state.learnUser(user)),
      // A refusal that ends the session has been handled already; anything else says nothing about it.
      () => {},
    )
  }
  const guard = guardPage(core, verify)
  guard.check({ stay: true })
  core.subscribe = options.streams?.(core)
  options.durable?.(core)
  core.outbox.start()

  const campusbite: CampusBite = {
    get session() {
      return state.current
    },
    api: typedClient(untypedClient(core)),
    login: async (credentials) => (await core.login(credentials)).user,
    register: (registration) => callAsSession(core, { type: 'mutation', path: 'auth.register', input: registration }),
    logout: () => core.logout(),
    async logoutEverywhere() {
      await core.ready()
      const { sid } = state
      await callAsSession(core, { type: 'mutation', path: 'session.endAll' })
      // By now the next user may have logged in: this response is not about their session.
      return state.sid === sid ? core.logout() : rest()
    },
    onLogout(name, cleanup) {
      const run = () => clearing(name, cleanup)
      core.cleanups.add(run)
      return () => core.cleanups.delete(run)
    },
    subscribe: (listener) => state.subscribe(listener),
    adopt(session) {
      guard.confirmed()
      adopt(core, session)
    },
    verify,
    pending: () => core.outbox.pending,
    delivered: () => core.outbox.settled(),
  }
  expose(campusbite, core)
  return campusbite
}
