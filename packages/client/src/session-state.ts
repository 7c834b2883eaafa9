/** Who is signed in here, and who is told when that changes. Raises the generation with every change of identity. */
import type { Notice } from '@campusbite/auth/contract'
import { report } from './errors'
import { Generation } from './generation'
import type { User } from './wire-types'

/** Somebody is signed in here, as far as this device knows. */
export interface SignedIn {
  readonly status: 'signed-in'
  /** Names the session, and proves nothing. */
  readonly sid: string
  /** Rises with every change of identity: what began under another number belongs to somebody else. */
  readonly generation: number
  /** Absent until the server has told who it is: after a reload in bearer mode. */
  readonly user?: User | undefined
}

/** Nobody is. */
export interface SignedOut {
  readonly status: 'signed-out'
  readonly generation: number
  /** Why, when a session of this page has ended. */
  readonly reason?: Notice
  readonly sid?: undefined
  readonly user?: undefined
}

export type Session = SignedIn | SignedOut

export class SessionState extends Generation {
  #session: Session = { status: 'signed-out', generation: 0 }
  /** How often a person has logged out here: a login that began before the last time must not take effect. */
  logouts = 0
  /** Why this session is about to be over: what a call under way has asked for. A stream may tell of it before the answer does. */
  declare asked?: Notice | undefined
  /** The session that was over here last. */
  declare over?: string | undefined
  readonly #listeners = new Set<(session: Session) => void>()

  get current(): Session {
    return this.#session
  }

  get sid(): string | undefined {
    return this.#session.sid
  }

  /**
   * From signed-out it raises nothing: what is under way was asked for by nobody, and the login itself is part of it.
   * From another identity everything that is under way is aborted.
   */
  signIn(sid: string, user?: User): void {
    const replaces = (this.sid ?? sid) !== sid
    this.#session = { status: 'signed-in', sid, generation: this.generation + Number(replaces), user }
    if (replaces) this.raise()
  }

  signOut(reason: Notice): void {
    this.asked = undefined
    this.over = this.sid
    // Listeners of the abort must already see a signed-out session, so the state is set before the number rises.
    this.#session = { status: 'signed-out', generation: this.generation + 1, reason }
    this.raise()
  }

  /** Tells the listeners only what they do not know. */
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
