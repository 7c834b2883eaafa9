/** From settings to a running API: database, keys, rules, handler. The only place that assembles them. */
import { type Auth, createAuth, deriveKeys, Revocations } from '@campusbite/auth'
import { type Database, openDatabase } from '@campusbite/db'
import { keptSecret } from './auth-secret'
import { type Api, createApi } from './create-api'
import type { Settings } from './env'
import { keepLastUses, keepTidy, tidyUp } from './housekeeping'
import { logRequests } from './http/watch'
import { createLog, type Logger } from './log'
import { logEvents } from './log-events'
import { createLoginThrottle } from './login-throttle'

/** `iss` of our tokens: a name rather than a URL, so that one deployment can have several addresses. */
const issuer = 'campusbite'

export interface OpenedApi {
  api: Api
  auth: Auth
  database: Database
  /** Ends expired sessions and purges what no longer matters; also happens periodically by itself. */
  tidyUp(): ReturnType<typeof tidyUp>
  /** Port for Prometheus metrics, if configured. */
  metricsPort: number | undefined
  close(): Promise<void>
}

/** @throws DatabaseError, SettingsError with a one-line message for whoever starts the server */
export async function openApi(settings: Settings, log: Logger = createLog(settings.logLevel)): Promise<OpenedApi> {
  const revocations = new Revocations()
  const { databaseUrl, dataDir, policy, publicUrl, allowedOrigins } = settings
  const database = await openDatabase({
    ...(databaseUrl ? { url: databaseUrl } : { dataDir }),
    revocations,
    log: (message) => log.warn(message),
  })
  try {
    const keys = await deriveKeys(settings.authSecrets ?? [await keptSecret(dataDir)])
    const { sessions, users, shop } = database
    const measured = await measure(settings.metricsPort, revocations)
    const logged = log.isLevelEnabled('info') ? logRequests(log) : undefined
    const counted = measured?.metrics
    const tell = counted ? both(logEvents(log), counted.tell) : logEvents(log)
    const watch = counted && logged ? both(logged, counted.watch) : (logged ?? counted?.watch)
    const auth = createAuth({ sessions, users, revocations, keys, issuer, policy, tell })
    const throttle = createLoginThrottle(database.attempts)
    const site = { publicUrl, allowedOrigins }
    const api = createApi({ auth, shop, throttle, site, health: database, log, watch })
    const stopTidying = keepTidy({ auth, database, log })
    const stopWritingUses = keepLastUses(auth, log)
    return {
      api,
      auth,
      database,
      tidyUp: () => tidyUp({ auth, database }),
      metricsPort: measured?.server.port,
      async close() {
        await Promise.all([stopTidying(), stopWritingUses(), measured?.server.close()])
        await database.close()
      },
    }
  } catch (error) {
    await database.close()
    throw error
  }
}

/** Loaded only if it is configured. */
async function measure(port: number | undefined, revocations: Revocations) {
  if (port === undefined) return undefined
  const { createMetrics } = await import('./metrics')
  const { serveMetrics } = await import('./metrics-server')
  const metrics = createMetrics(revocations)
  return { metrics, server: await serveMetrics(metrics, port) }
}

const both =
  <T>(first: (it: T) => void, second: (it: T) => void) =>
  (it: T): void => {
    first(it)
    second(it)
  }
