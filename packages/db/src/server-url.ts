/** Reads DATABASE_URL: what the driver is to be told, and what may be shown of it. Connects to nothing. */
import { DatabaseError } from './database-error'

export interface ServerUrl {
  /** For the driver; holds the password. */
  connectionString: string
  /** `host:port/database`, for messages. */
  name: string
  /** The schema of Prisma's `?schema=`, if it is given. */
  schema: string | undefined
  /**
   * Prisma's `?pgbouncer=true`: a pool in front of the server gives each transaction whichever connection is free. What is
   * set on a connection is lost then, and so are statements that are named and channels that are listened to.
   */
  pooled: boolean
}

/** @throws DatabaseError `BAD_URL`, without repeating what was given: it may hold a password */
export function readServerUrl(url: string): ServerUrl {
  const whole = URL.canParse(url) ? url : url.replace(withoutHost, '$1localhost')
  const parsed = URL.canParse(whole) ? new URL(whole) : undefined
  if (!parsed || !/^postgres(ql)?:$/.test(parsed.protocol)) {
    throw new DatabaseError(
      'BAD_URL',
      'DATABASE_URL must look like postgresql://user:password@host:5432/database; special characters in the password are written percent-encoded.',
    )
  }
  const schema = parsed.searchParams.get('schema') ?? undefined
  if (schema !== undefined && !/^[A-Za-z_][A-Za-z0-9_]*$/.test(schema)) {
    throw new DatabaseError('BAD_URL', 'The schema in DATABASE_URL must be a plain name of letters, digits and _.')
  }
  const pooled = parsed.searchParams.get('pgbouncer') === 'true'
  if (pooled && schema !== undefined) {
    throw new DatabaseError(
      'BAD_URL',
      'DATABASE_URL cannot name a schema and say pgbouncer=true: set the search_path of the database user instead.',
    )
  }
  if (parsed.searchParams.has('sslmode')) parsed.searchParams.set('sslmode', tlsMode(parsed.searchParams))
  const options = [
    parsed.searchParams.get('options'),
    // The driver adapters read and write every timestamp as UTC: in another time zone all of them would be off by hours.
    '-c TimeZone=UTC',
    // In a stricter one, a statement that waited for a row which has changed meanwhile fails instead of looking again.
    '-c default_transaction_isolation=read\\ committed',
    schema === undefined ? null : `-c search_path=${schema}`,
  ]
  // A pool refuses options that it cannot keep.
  if (!pooled) parsed.searchParams.set('options', options.filter((option) => option !== null).join(' '))
  parsed.searchParams.delete('schema')
  parsed.searchParams.delete('pgbouncer')
  // As the driver reads it: what is in the query takes precedence.
  const host = parsed.searchParams.get('host') || parsed.hostname || 'localhost'
  const port = parsed.searchParams.get('port') || parsed.port || 5432
  const name = `${host}:${port}${parsed.pathname || '/'}`
  return { connectionString: parsed.href, name, schema, pooled }
}

/**
 * A user and no host, as libpq and Prisma accept where `?host=` names the directory of a socket. `URL` wants a host; the one that
 * is put in here is overridden by that.
 */
const withoutHost = /^(postgres(?:ql)?:\/\/[^/?#]*@)(?=[:/?]|$)/

const modes = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full', 'no-verify']

/**
 * The mode that the driver is told. Up to `verify-full` it takes all the same: as that, the strictest, with a warning that a
 * later version will be laxer. So it is told that at once, and stays as strict. Whoever asks for `uselibpqcompat`
 * has chosen the modes of libpq, and gets them.
 */
function tlsMode(given: URLSearchParams): string {
  const mode = given.getAll('sslmode').at(-1) ?? ''
  // Unknown to the driver too, which would say nothing: what was meant to encrypt might not.
  if (!modes.includes(mode)) {
    throw new DatabaseError('BAD_URL', `The sslmode in DATABASE_URL must be one of ${modes.join(', ')}.`)
  }
  if (given.get('uselibpqcompat') === 'true' || mode === 'disable' || mode === 'no-verify') return mode
  return 'verify-full'
}

/** What the driver throws where it reads the address, which names files that it reads at once. */
export function unreadable(error: unknown): DatabaseError {
  const { code, path, message } = error as NodeJS.ErrnoException
  const what = path
    ? `names a file that cannot be read (${code}): ${path}. Correct its sslrootcert, sslcert or sslkey`
    : `cannot be read: ${message}`
  return new DatabaseError('BAD_URL', `DATABASE_URL ${what}.`, error)
}
