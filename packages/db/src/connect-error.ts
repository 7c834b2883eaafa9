/** Says in one line why a PostgreSQL server cannot be used, from whatever the driver threw. */
import { DatabaseError } from './database-error'

/** `name`: host, port and database, without the password. */
export function connectError(error: unknown, name: string): DatabaseError {
  if (error instanceof DatabaseError) return error
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const message = error instanceof Error ? error.message : String(error)
  if (code === '28P01' || code === '28000' || /password must be a (non-empty )?string/.test(message)) {
    return new DatabaseError(
      'ACCESS_DENIED',
      `PostgreSQL at ${name} refuses the user and password of DATABASE_URL. Correct them there.`,
      error,
    )
  }
  if (code === '3D000') {
    return new DatabaseError(
      'NO_SUCH_DATABASE',
      `PostgreSQL has no database ${name}. Create it, or correct DATABASE_URL.`,
      error,
    )
  }
  if (code === '57P03') {
    return new DatabaseError('UNREACHABLE', `PostgreSQL at ${name} is still starting or stopping. Try again.`, error)
  }
  const why = code || message
  return new DatabaseError(
    'UNREACHABLE',
    `PostgreSQL at ${name} cannot be reached (${why}). Start it, or correct DATABASE_URL.`,
    error,
  )
}
