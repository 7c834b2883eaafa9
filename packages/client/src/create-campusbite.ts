/** Puts a client together, and is all that an app sees of it. The parts do the work. */
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

/** One client: a session on this device, and the API as whoever is in it. */
export interface CampusBite {
  /** Who is signed in here, as far as this device knows. A new object with every change. */
  readonly session: Session
  /** The typed API. Calls refresh their tokens by themselves, one refresh at a time. */
  readonly api: Api
  /** @throws CampusBiteError `INVALID_CREDENTIALS`, `TOO_MANY_ATTEMPTS`, `BAD_INPUT`, `NETWORK`, … */
  login(credentials: Credentials): Promise<User>
  /** Creates an account; does not log in. @throws CampusBiteError `EMAIL_TAKEN`, `BAD_INPUT`, … */
  register(registration: Registration): Promise<User>
  /**
   * Ends the session on this device at once, whatever the network does, and tells the server, now or as soon as it can be
   * reached. Never throws, never hangs. A second call during the first is the first.
   */
  logout(): Promise<LogoutResult>
  /**
   * Ends every session of this user, this one included. Where the server cannot be reached nothing is ended here, because
   * the other devices could not be. @throws CampusBiteError `SESSION_ENDED` or `NOT_SIGNED_IN` where this session was over
   * already: then this call has not ended the others
   */
  logoutEverywhere(): Promise<LogoutResult>
  /**
   * Lets a part of the app take part in logout. One that throws or takes longer than two seconds holds up nothing, and is reported
   * under its name in `cleared`. @returns takes it out again
   */
  onLogout(name: string, cleanup: () => unknown): () => void
  /**
   * Called after every change of the session, from this tab, another tab or another device. One that throws holds up nothing, and is
   * reported like any error of the page; outside of a browser on the console. @returns stops it
   */
  subscribe(listener: (session: Session) => void): () => void
  /** Takes over the session that the server rendered this page for. Cookie mode. */
  adopt(session: ServerSession): void
  /** Asks the server whether the session still lives, and who it belongs to. Settles without throwing. */
  verify(): Promise<void>
  /** True while a logout is still to be delivered. */
  pending(): boolean
  /** Settles when no logout is to be delivered any more. A Node process that waits for it goes on until then. */
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
    // Before anything of a framework listens to the history, so that it can be silenced.
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
      // A login may be under way, and this is the later word.
      state.logouts += 1
      // Within the task of the click, unless it is not known yet whose it is: then what the store gives is ended when it does.
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

  /** What a logout of nobody comes to: the one that is under way, or what is owed of earlier ones. */
  const rest = (): Promise<LogoutResult> =>
    ending ?? core.outbox.beforeCall().then(() => ({ server: core.outbox.pending ? 'queued' : 'ended', cleared: [] }))

  /** What the store held before this page gave it anything, and perhaps said only now. */
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
      // The answer may have come with that of somebody else's login.
      (user) => void (turn.aborted || state.learnUser(user)),
      // What ends a session has been acted upon; anything else says nothing about it.
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
      // The answer may be later than the next login, and is no word about that one.
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
