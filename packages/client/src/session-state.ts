/** Who is signed in here, and who is told when that changes. Raises the generation with every change of identity. */
import type { Notice } from '@campusbite/auth/contract'
import { report } from './errors'
import { Generation } from './generation'
import type { User } from './wire-types'

/** Somebody is signed in here, as far as this device knows. */
export interface SignedIn {
  readonly status: 'signed-in'
  /** Identifies the session; not a credential. */
  readonly sid: string
  /** Rises with every change of identity: whatever began under another number belongs to somebody else. */
  readonly generation: number
  /** Absent until the server has said who it is: after a reload in bearer mode. */
  readonly user?: User | undefined
}

/** Nobody is signed in. */
export interface SignedOut {
  readonly status: 'signed-out'
  readonly generation: number
  /** Why, if a session of this page has ended. */
  readonly reason?: Notice
  readonly sid?: undefined
  readonly user?: undefined
}

export type Session = SignedIn | SignedOut

export class SessionState extends Generation {
  #session: Session = { status: 'signed-out', generation: 0 }
  /** How often the user has logged out here: a login that began before the last logout must not take effect. */
  logouts = 0
  /** Why the session is about to end, if a call in flight has asked for that. A stream may report the ending before the response. */
  declare asked?: Notice | undefined
  /** The session that was last over here. */
  declare over?: string | undefined
  readonly #listeners = new Set<(session: Session) => void>()

  get current(): Session {
    return this.#session
  }

  get sid(): string | undefined {
    return this.#session.sid
  }

  /**
   * Coming from signed-out, the generation stays: calls in flight belong to nobody, and the login itself is one of them. Coming
   * from another identity, everything in flight is aborted.
   */
  signIn(sid: string, user?: User): void {
    const replaces = (this.sid ?? sid) !== sid
    this.#session = { status: 'signed-in', sid, generation: this.generation + Number(replaces), user }
    if (replaces) this.raise()
  }

  signOut(reason: Notice): void {
    this.asked = undefined
    this.over = this.sid
    // Abort listeners must already see a signed-out session, so the state is set before the number rises.
    this.#session = { status: 'signed-out', generation: this.generation + 1, reason }
    this.raise()
  }

  /** Tells the listeners only if something has changed. */
  learnUser(user: User): void {
    if (!this.sid || JSON.stringify(this.#session.user) === JSON.stringify(user)) return
    this.#session = { ...(this.#session as SignedIn), user }
    this.announce()
  }

  subscribe(listener: (session: Session) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Separate from the change, so that no listener can run, or throw, before a logout is durable. */
  announce(): void {
    for (const listener of [...this.#listeners]) {
      try {
        listener(this.#session)
      } catch (error) {
        // One broken listener must not keep the others from dropping their data.
        report(error)
      }
    }
  }
}
