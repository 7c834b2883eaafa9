// The environment of the programs we start: no telemetry, and for tests none of the caller's settings.

const quiet = {
  NEXT_TELEMETRY_DISABLED: '1',
  TURBO_TELEMETRY_DISABLED: '1',
  TURBO_NO_UPDATE_NOTIFIER: '1',
  TURBO_PRINT_VERSION_DISABLED: '1',
  DO_NOT_TRACK: '1',
  CHECKPOINT_DISABLE: '1',
  PRISMA_HIDE_UPDATE_MESSAGE: '1',
  NO_UPDATE_NOTIFIER: '1',
}

/** The app's settings, which a developer's shell may contain: a test that read them would test that shell. */
const settings = [
  'PORT',
  'HOST',
  'HOSTNAME',
  'DATABASE_URL',
  'DATA_DIR',
  'AUTH_SECRET',
  'ACCESS_TOKEN_TTL',
  'REFRESH_TOKEN_TTL',
  'PUBLIC_URL',
  'ALLOWED_ORIGINS',
  'LOG_LEVEL',
  'METRICS_PORT',
  'NODE_ENV',
]

/** These would make `npm ci` skip the build tools, or turbo contact a server. */
const harmful = [
  'NODE_ENV',
  'npm_config_omit',
  'npm_config_production',
  'npm_config_only',
  'TURBO_TOKEN',
  'TURBO_TEAM',
  'TURBO_API',
]

/** @param {NodeJS.ProcessEnv} env */
export const forSetup = (env) => ({ ...without(env, harmful), ...quiet })

/** @param {NodeJS.ProcessEnv} env */
export const forTests = (env) => ({ ...without(env, [...harmful, ...settings]), ...quiet })

/** @param {NodeJS.ProcessEnv} env */
export const forServing = (env) => ({ ...env, ...quiet, NODE_ENV: 'production' })

/** @param {NodeJS.ProcessEnv} env @param {string[]} names */
function without(env, names) {
  const dropped = new Set(names.map((name) => name.toLowerCase()))
  return Object.fromEntries(Object.entries(env).filter(([name]) => !dropped.has(name.toLowerCase())))
}
