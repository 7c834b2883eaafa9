/** The Prometheus metrics: how sessions end, renew and are refused, how far behind this process is, how long requests take. */
import type { AuthEvent, Revocations, Tell } from '@campusbite/auth'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Watch } from './http/watch'

export interface Metrics {
  tell: Tell
  watch: Watch
  contentType: string
  text(): Promise<string>
}

/** Seconds. A logout takes a few milliseconds; ten seconds means that it has hit a database timeout. */
const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

export function createMetrics(revocations: Pick<Revocations, 'lagMs' | 'size'>, now = () => new Date()): Metrics {
  const register = new Registry()
  const registers = [register]
  collectDefaultMetrics({ register })
  const started = new Counter({ name: 'campusbite_sessions_started_total', help: 'Sessions started.', registers })
  const ended = new Counter({
    name: 'campusbite_sessions_ended_total',
    help: 'Sessions ended by this process, by reason.',
    labelNames: ['reason'],
    registers,
  })
  const endings = new Counter({
    name: 'campusbite_endings_total',
    help: 'Orders to end sessions (logouts and every other cause), by reason and outcome: ended, nothing, failed.',
    labelNames: ['reason', 'outcome'],
    registers,
  })
  const refreshes = new Counter({
    name: 'campusbite_refreshes_total',
    help: 'Refresh tokens presented, by outcome.',
    labelNames: ['outcome'],
    registers,
  })
  const refused = new Counter({
    name: 'campusbite_access_refused_total',
    help: 'Access tokens refused, by reason; unknown: nobody could tell, so it failed closed.',
    labelNames: ['reason'],
    registers,
  })
  const logins = new Counter({ name: 'campusbite_logins_refused_total', help: 'Wrong emails or passwords.', registers })
  const requests = new Histogram({
    name: 'campusbite_request_seconds',
    help: 'Time until a request was answered.',
    labelNames: ['method', 'route', 'status'],
    buckets,
    registers,
  })
  new Gauge({
    name: 'campusbite_follower_lag_seconds',
    help: 'Time since this process last knew of every ended session; above 3 it asks the database for each request.',
    registers,
    collect() {
      this.set(revocations.lagMs(now()) / 1000)
    },
  })
  new Gauge({
    name: 'campusbite_revoked_sessions',
    help: 'Ended sessions held in memory, because an access token of theirs could still be alive.',
    registers,
    collect() {
      this.set(revocations.size)
    },
  })

  const tell = (event: AuthEvent): void => {
    switch (event.type) {
      case 'session-started':
        started.inc()
        break
      case 'session-ended':
        ended.inc({ reason: event.reason })
        break
      case 'ending-done':
        endings.inc({ reason: event.reason, outcome: event.ended > 0 ? 'ended' : 'nothing' })
        break
      case 'ending-failed':
        endings.inc({ reason: event.reason, outcome: 'failed' })
        break
      case 'session-renewed':
        refreshes.inc({ outcome: event.repeated ? 'repeated' : 'renewed' })
        break
      case 'refresh-refused':
        refreshes.inc({ outcome: event.why })
        break
      case 'refresh-failed':
        refreshes.inc({ outcome: 'failed' })
        break
      case 'access-refused':
        refused.inc({ reason: event.why })
        break
      case 'login-refused':
        logins.inc()
        break
    }
  }
  return {
    tell,
    watch: ({ method, route, status, seconds }) => requests.observe({ method: known(method), route, status }, seconds),
    contentType: register.contentType,
    text: () => register.metrics(),
  }
}

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

/** Clients may send any word as a method; each would be a time series. */
const known = (method: string) => (methods.has(method) ? method : 'other')
