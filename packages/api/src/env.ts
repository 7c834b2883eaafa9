/** Reads the settings. The only module that does; a missing or invalid setting is reported in one line. */
import { defaultPolicy, type Policy } from '@campusbite/auth'
import { parseDuration } from './duration'
import { type LogLevel, logLevels } from './log'

export interface Settings {
  port: number
  /** A PostgreSQL server; undefined for the embedded database under `dataDir`. */
  databaseUrl: string | undefined
  dataDir: string
  /** The first signs, all verify; undefined if generated once and kept in `dataDir`. */
  authSecrets: [string, ...string[]] | undefined
  publicUrl: string | undefined
  allowedOrigins: string[]
  policy: Policy
  logLevel: LogLevel
  /** Port for Prometheus metrics; undefined for none. */
  metricsPort: number | undefined
}

/** Its message is one line for whoever starts the server. */
export class SettingsError extends Error {
  override name = 'SettingsError'
}

const secretBytes = 32

/** @throws SettingsError for the first missing or invalid setting: its name, and what it must be */
export function readEnv(env: NodeJS.ProcessEnv = process.env): Settings {
  const given = (name: string) => env[name]?.trim() || undefined
  const databaseUrl = given('DATABASE_URL')
  if (databaseUrl && !/^postgres(ql)?:\/\//.test(databaseUrl)) fail('DATABASE_URL', 'must start with postgresql://')
  const sessionSeconds = seconds('REFRESH_TOKEN_TTL', given('REFRESH_TOKEN_TTL'), defaultPolicy.sessionSeconds)
  // Shortening only the sessions must not fail because of a setting that was never made.
  const usualSeconds = Math.min(defaultPolicy.accessTokenSeconds, sessionSeconds)
  const accessTokenSeconds = seconds('ACCESS_TOKEN_TTL', given('ACCESS_TOKEN_TTL'), usualSeconds)
  if (accessTokenSeconds > sessionSeconds) fail('ACCESS_TOKEN_TTL', 'must not be longer than REFRESH_TOKEN_TTL')
  const publicUrl = given('PUBLIC_URL')
  const publicPort = port('PORT', given('PORT') ?? '3000')
  return {
    port: publicPort,
    databaseUrl,
    dataDir: given('DATA_DIR') ?? '.data',
    authSecrets: secrets(given('AUTH_SECRET'), databaseUrl !== undefined),
    publicUrl: publicUrl === undefined ? undefined : origin('PUBLIC_URL', publicUrl),
    allowedOrigins: (given('ALLOWED_ORIGINS') ?? '')
      .split(',')
      .map((one) => one.trim())
      .filter(Boolean)
      .map((one) => origin('ALLOWED_ORIGINS', one)),
    policy: {
      ...defaultPolicy,
      accessTokenSeconds,
      sessionSeconds,
      idleSeconds: Math.min(defaultPolicy.idleSeconds, sessionSeconds),
    },
    logLevel: logLevel(given('LOG_LEVEL')),
    metricsPort: metricsPort(given('METRICS_PORT'), publicPort),
  }
}

function fail(name: string, what: string): never {
  throw new SettingsError(`${name} ${what}.`)
}

function port(name: string, text: string): number {
  const value = Number(text)
  if (!/^\d{1,5}$/.test(text) || value > 65_535) fail(name, `must be a number from 0 to 65535, not "${text}"`)
  return value
}

function metricsPort(text: string | undefined, publicPort: number): number | undefined {
  if (text === undefined) return undefined
  const value = port('METRICS_PORT', text)
  if (value === publicPort && value !== 0) fail('METRICS_PORT', 'must differ from PORT: metrics are not public')
  return value
}

function logLevel(text = 'warn'): LogLevel {
  return logLevels.find((level) => level === text) ?? fail('LOG_LEVEL', `must be one of ${logLevels.join(', ')}`)
}

function seconds(name: string, text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise
  const value = parseDuration(text)
  if (value === null) fail(name, `must be a time like 15m, 1h or 7d, not "${text}"`)
  return value
}

function origin(name: string, text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const more = url && (url.pathname !== '/' || url.search || url.hash || url.username || url.password)
  if (!url || !/^https?:$/.test(url.protocol) || more) {
    // The part before an @ may contain a password.
    const given = text.includes('@') ? 'one with a user' : `"${text}"`
    fail(name, `must be an origin like https://campusbite.example, not ${given}`)
  }
  // No origin has one: it would allow nobody, while whoever wrote it believes that it allows many.
  if (url.hostname.includes('*'))
    fail(name, `must name each origin: "${text}" has a *, and wildcards are not supported`)
  return url.origin
}

function secrets(text: string | undefined, required: boolean): [string, ...string[]] | undefined {
  const [first, ...older] = (text ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean)
  if (first === undefined) {
    if (required)
      fail(
        'AUTH_SECRET',
        'is required with DATABASE_URL: at least 32 bytes, for example from `openssl rand -base64 48`',
      )
    return undefined
  }
  for (const secret of [first, ...older]) {
    if (Buffer.byteLength(secret) < secretBytes)
      fail('AUTH_SECRET', `must be at least ${secretBytes} bytes (each, if it is a list)`)
  }
  return [first, ...older]
}
