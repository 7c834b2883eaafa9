/** The one error that opening a database throws: one line for the person who starts the app. Never contains a password. */

/** Every reason why a database cannot be used, as a closed set of stable codes. */
export type DatabaseErrorCode =
  | 'ACCESS_DENIED'
  | 'BAD_URL'
  | 'CERTIFICATE'
  | 'DATABASE_IN_USE'
  | 'DATABASE_NEWER'
  | 'DATABASE_NOT_OURS'
  | 'DIRECTORY_BROKEN'
  | 'DIRECTORY_NOT_OURS'
  | 'DIRECTORY_NOT_WRITABLE'
  | 'DIRECTORY_OTHER_VERSION'
  | 'MIGRATION_BUSY'
  | 'MIGRATION_EDITED'
  | 'MIGRATION_FAILED'
  | 'MIGRATION_THROUGH_POOL'
  | 'MIGRATIONS_MISSING'
  | 'NO_SUCH_DATABASE'
  | 'REFUSED'
  | 'SERVER_TOO_OLD'
  | 'UNREACHABLE'
  | 'UNUSABLE'
  | 'WRONG_DATE_STYLE'
  | 'WRONG_TIME_ZONE'

/** `message` is one line that says what is wrong and what to do; print it and stop. */
export class DatabaseError extends Error {
  override name = 'DatabaseError'

  constructor(
    readonly code: DatabaseErrorCode,
    message: string,
    cause?: unknown,
  ) {
    super(message.replace(/\s*\n\s*/g, ' '), cause === undefined ? undefined : { cause })
  }
}

/** An error's reason in one line. Prisma puts it last, after what was attempted, and quotes the database's message. */
export function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  const last = message.trim().split('\n').at(-1) ?? ''
  return /^Raw query failed\. .*Message: `(.*)`$/.exec(last)?.[1] ?? last
}
