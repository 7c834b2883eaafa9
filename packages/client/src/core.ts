/** The parts of one client, as they see each other. No behavior. */
import type { Cleared } from './cleanups'
import type { Page } from './leave'
import type { EndCause, LogoutResult } from './logout'
import type { Http, OpenSubscription } from './options'
import type { Outbox } from './outbox'
import type { Refresher } from './refresh'
import type { SessionState } from './session-state'
import type { TabChannel } from './tab-channel'
import type { TokenVault } from './token-vault'
import type { Credentials, LoginOutput } from './wire-types'

export interface Core {
  readonly http: Http
  readonly now: () => number
  readonly state: SessionState
  readonly vault: TokenVault
  readonly outbox: Outbox
  readonly tabs: TabChannel
  /** The app's registered cleanups. Each starts in the task that calls it. */
  readonly cleanups: Set<() => Promise<Cleared>>
  readonly refresher: Refresher
  /** The page to leave when the session ends; null if it stays. */
  readonly page: Page | null
  readonly clearSessionStorage: boolean
  /** Settles once the token store has said what it holds, or for now fails to; then the next call asks again. */
  ready(): Promise<void>
  /** Present if streams are supported. */
  subscribe?: OpenSubscription | undefined
  login(credentials: Credentials): Promise<LoginOutput>
  logout(): Promise<LogoutResult>
  /** Ends the current session on this device; does nothing if there is none. */
  end(cause: EndCause): Promise<LogoutResult>
}
