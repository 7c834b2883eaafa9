/** Parses DATABASE_URL: what the driver gets, and what may be shown. Connects to nothing. */
import { DatabaseError } from './database-error'

export interface ServerUrl {
  /** For the driver; contains the password. */
  connectionString: string
  /** `host:port/database`, for messages. */
  name: string
  /** The schema from Prisma's `?schema=`, if given. */
  schema: string | undefined
  /**
   * Prisma's `?pgbouncer=true`: a pool in front of the server gives each transaction whichever connection is free. Connection
   * parameters, named statements and `LISTEN` do not work through it.
   */
  pooled: boolean
}

/** @throws DatabaseError `BAD_URL`, without repeating the input: it may contain a password */
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
    // The driver adapters read and write every timestamp as UTC: in another time zone, all of them would be off by hours.
    '-c TimeZone=UTC',
    // In another date style, they could read none of them.
    '-c DateStyle=ISO',
    // In a stricter one, a statement that waited for a row that has changed fails instead of checking it again.
    '-c default_transaction_isolation=read\\ committed',
    schema === undefined ? null : `-c search_path=${schema}`,
  ]
  // A pool refuses options that it cannot keep.
  if (!pooled) parsed.searchParams.set('options', options.filter((option) => option !== null).join(' '))
  parsed.searchParams.delete('schema')
  parsed.searchParams.delete('pgbouncer')
  // As the driver reads it: the query string takes precedence.
  const host = parsed.searchParams.get('host') || parsed.hostname || 'localhost'
  const port = parsed.searchParams.get('port') || parsed.port || 5432
  const name = `${host}:${port}${parsed.pathname || '/'}`
  return { connectionString: parsed.href, name, schema, pooled }
}

/**
 * A user and no host, which libpq and Prisma accept if `?host=` names a socket directory. `URL` requires a host; the one inserted
 * here is overridden by `?host=`.
 */
const withoutHost = /^(postgres(?:ql)?:\/\/[^/?#]*@)(?=[:/?]|$)/

const modes = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full', 'no-verify']

/**
 * The mode passed to the driver. It treats all modes up to `verify-full` as that, the strictest, but warns that a later version
 * will be laxer. So it gets `verify-full` explicitly, and stays strict. Whoever sets `uselibpqcompat` has chosen libpq's modes,
 * and gets them.
 */
function tlsMode(given: URLSearchParams): string {
  const mode = given.getAll('sslmode').at(-1) ?? ''
  // The driver would silently ignore an unknown mode, and a connection that was meant to be encrypted might not be.
  if (!modes.includes(mode)) {
    throw new DatabaseError('BAD_URL', `The sslmode in DATABASE_URL must be one of ${modes.join(', ')}.`)
  }
  if (given.get('uselibpqcompat') === 'true' || mode === 'disable' || mode === 'no-verify') return mode
  return 'verify-full'
}

/** For what the driver throws when it parses the URL, which names files that it reads at once. */
export function unreadable(error: unknown): DatabaseError {
  const { code, path, message } = error as NodeJS.ErrnoException
  const what = path
    ? `names a file that cannot be read (${code}): ${path}. Correct its sslrootcert, sslcert or sslkey`
    : `cannot be read: ${message}`
  return new DatabaseError('BAD_URL', `DATABASE_URL ${what}.`, error)
}
