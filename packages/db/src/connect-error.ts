/** Explains in one line why a PostgreSQL server cannot be used, from whatever the driver threw. */
import { DatabaseError } from './database-error'
import { codeOf } from './error-code'

/** `name`: host, port and database, without the password. */
export function connectError(error: unknown, name: string): DatabaseError {
  if (error instanceof DatabaseError) return error
  const code = codeOf(error) ?? ''
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
  if (sqlState.test(code)) {
    const cure = cures[code] ?? 'Fix that there, or correct DATABASE_URL.'
    return new DatabaseError(
      'REFUSED',
      `PostgreSQL at ${name} answers but refuses: ${message} (${code}). ${cure}`,
      error,
    )
  }
  if (/server does not support SSL/.test(message)) {
    const cure = 'Set it up there, or use sslmode=disable on a network that nobody else can read.'
    return new DatabaseError('REFUSED', `PostgreSQL at ${name} has no TLS, which DATABASE_URL asks for. ${cure}`, error)
  }
  const fault = certificateFaults[code]
  if (fault !== undefined) {
    return new DatabaseError('CERTIFICATE', `The certificate of PostgreSQL at ${name} ${fault} (${code}).`, error)
  }
  const why = code || message
  return new DatabaseError(
    'UNREACHABLE',
    `PostgreSQL at ${name} cannot be reached (${why}). Start it, or correct DATABASE_URL.`,
    error,
  )
}

/** Codes sent by a server or a pooler. The system's own codes start with other letters, including EPIPE. */
const sqlState = /^[0-9FHPX][0-9A-Z]{4}$/

const cures: Record<string, string | undefined> = {
  '08P01': 'If this is PgBouncer, add ?pgbouncer=true to DATABASE_URL.',
  '42501': 'Grant the user CONNECT on that database, or name another user in DATABASE_URL.',
  '42704': 'Correct the options in DATABASE_URL.',
  '53300':
    'Close some connections there, or allow more with max_connections, or the CONNECTION LIMIT of the user or database in DATABASE_URL.',
}

const unknownAuthority =
  'is signed by an unknown authority. Name its certificate file with sslrootcert= in DATABASE_URL; sslmode=no-verify would encrypt but trust any server'

/** Certificate errors, by OpenSSL's and Node's codes. */
const certificateFaults: Record<string, string | undefined> = {
  CERT_HAS_EXPIRED: 'has expired. Renew it there; sslmode=no-verify in DATABASE_URL would encrypt but trust any server',
  DEPTH_ZERO_SELF_SIGNED_CERT: unknownAuthority,
  ERR_TLS_CERT_ALTNAME_INVALID:
    'is for another host. Put a host name from the certificate into DATABASE_URL; sslmode=no-verify would encrypt but trust any server',
  SELF_SIGNED_CERT_IN_CHAIN: unknownAuthority,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: unknownAuthority,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: unknownAuthority,
}
