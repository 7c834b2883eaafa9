/** What the client, the migrations and the follower need of a database, whichever kind it is. */
import type { SqlDriverAdapterFactory, SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils'

/**
 * One of the few statements that are asked all the time. A server plans it once on each connection, under its name; Prisma's
 * are planned each time, which costs more than what they do.
 */
export interface Statement {
  name: string
  text: string
}

/**
 * An array whose length the planner cannot see. It would otherwise make a new plan for each length, again and again, since the
 * plan for any length looks dearer than one for a few elements.
 */
export const unseen = (array: string): string => `(SELECT ${array})`

export type Run = <Row>(statement: Statement, values: readonly unknown[]) => Promise<Row[]>

export interface Connection {
  kind: 'embedded' | 'server'
  /** Which database, for messages; never holds a password. */
  name: string
  adapter: SqlDriverAdapterFactory
  /** On the same connections, and beside Prisma. */
  run: Run
  /**
   * Does the work while no other process migrates this database. The adapter it is given runs a script as PostgreSQL
   * does: all of it or nothing.
   */
  whileMigrating<T>(work: (adapter: SqlMigrationAwareDriverAdapterFactory) => Promise<T>): Promise<T>
  /**
   * Resolves when the first attempt to listen has succeeded or failed; one that failed is repeated, unless there is nothing
   * to listen to, as behind a pool. What must not be missed has to be polled for as well.
   */
  listen(channel: string, on: Heard): Promise<Listener>
  /**
   * To be called at least once a second by a process that hears nothing, so that others know that it is there, ending sessions.
   * Never rejects: a process that could not say so holds its answers back, see `answerable`.
   */
  here(): Promise<void>
  /**
   * To be waited for between an ending and its answer: then no other process trusts a memory that may not know of it. Undefined
   * where that is known already; rejects where it cannot be found out.
   */
  answerable(): Promise<void> | undefined
  close(): Promise<void>
}

export interface Heard {
  /**
   * From now on every notification is heard. Some may have been missed before, and the database may have been somewhere
   * else in between.
   */
  hearing(): void
  /** From now on none is heard, until the next `hearing`. */
  deaf(): void
  /**
   * From now on no other process answers for an ending, while `still` is true: it is no longer when the line is lost. A process
   * that starts holds its answers back until this one has given way, or `still` must have become false.
   */
  alone(still: () => boolean): void
  /** `own`: notified by a statement of this very connection: whoever sent it knows already. `text`: what the notification says. */
  poke(own: boolean, text: string): void
}

export interface Listener {
  close(): Promise<void>
}
