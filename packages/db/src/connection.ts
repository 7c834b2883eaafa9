/** What the client, the migrations and the follower need from a database of either kind. */
import type { SqlDriverAdapterFactory, SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils'

/**
 * One of the few frequent statements. A server plans it once per connection, under its name; Prisma's are planned each time,
 * which costs more than executing them.
 */
export interface Statement {
  name: string
  text: string
}

/**
 * Hides an array's length from the planner, which would otherwise make a new plan for each length: the generic plan looks more
 * expensive than one for a few elements.
 */
export const unseen = (array: string): string => `(SELECT ${array})`

export type Run = <Row>(statement: Statement, values: readonly unknown[]) => Promise<Row[]>

export interface Connection {
  kind: 'embedded' | 'server'
  /** Which database, for messages; never contains a password. */
  name: string
  adapter: SqlDriverAdapterFactory
  /** On the same connections, bypassing Prisma. */
  run: Run
  /**
   * Does the work while no other process migrates this database. Its adapter runs a script as PostgreSQL does: all of it or
   * nothing.
   */
  whileMigrating<T>(work: (adapter: SqlMigrationAwareDriverAdapterFactory) => Promise<T>): Promise<T>
  /**
   * Resolves when the first attempt to listen has succeeded or failed. A failed attempt is repeated, unless listening is impossible,
   * as behind a pool. Whatever must not be missed has to be polled for as well.
   */
  listen(channel: string, on: Heard): Promise<Listener>
  /**
   * A process that hears nothing must call this at least once a second, so that others know that it is there, ending sessions.
   * Never rejects: a process that could not check in delays its responses, see `answerable`.
   */
  here(): Promise<void>
  /**
   * Wait for this between an ending and its response: then no other process trusts memory that may not know of it. Undefined if
   * that is known already; rejects if it cannot be determined.
   */
  answerable(): Promise<void> | undefined
  close(): Promise<void>
}

export interface Heard {
  /**
   * From now on every notification is heard. Earlier ones may have been missed, and the database may be a different one than
   * before.
   */
  hearing(): void
  /** From now on none is heard, until the next `hearing`. */
  deaf(): void
  /**
   * From now on no other process confirms an ending while `still` is true; it becomes false when the connection is lost. A process
   * that starts delays its responses until this one has given up being alone, or `still` must have become false.
   */
  alone(still: () => boolean): void
  /** `own`: notified by a statement on this same connection, so its sender knows already. `text`: the notification's payload. */
  poke(own: boolean, text: string): void
}

export interface Listener {
  close(): Promise<void>
}
