/** The load generator, in its own process: keep-alive connections with one call in flight each. Checks every response. */
import { quantile } from '../statistics'
import type { Job, Outcome, Told } from './job'
import { bytesOf, KeepAlive } from './keep-alive'
import { type Requests, requestsNamed } from './requests'

process.on('message', (job: Job) => {
  run(job).then(tell, (error: Error) => tell({ failed: String(error.stack) }))
})

const tell = (told: Told) => process.send?.(told)

interface State {
  calls: readonly Buffer[]
  taken: number
  latencies: number[]
  wrong: number
  example: string | undefined
  until: number
}

async function run(job: Job): Promise<Outcome> {
  const requests = await requestsNamed(job.requests, job.given)
  // Built in advance, so that building them is not part of the measurement.
  const ahead = Math.min(job.to - job.from, 400_000)
  const calls = Array.from({ length: ahead }, (_, index) => bytesOf(requests.call(job.from + index)))
  const state: State = { calls, taken: 0, latencies: [], wrong: 0, example: undefined, until: 0 }
  const ports = Array.from({ length: job.connections }, (_, index) => job.ports[index % job.ports.length] ?? 0)
  const connections = await Promise.all(ports.map((port) => KeepAlive.open(port)))
  tell('began')
  const startedAt = performance.now()
  const before = process.cpuUsage()
  state.until = startedAt + job.seconds * 1000
  await Promise.all(connections.map((connection) => keepAsking(connection, requests, state)))
  const seconds = (performance.now() - startedAt) / 1000
  const { user, system } = process.cpuUsage(before)
  for (const connection of connections) connection.close()
  const { latencies, wrong, example } = state
  const at = (q: number) => (latencies.length > 0 ? quantile(latencies, q) : 0)
  const answered = latencies.length
  const times = { p50: at(0.5), p99: at(0.99), loadMicros: (user + system) / Math.max(1, answered) }
  return { answered, wrong, example, next: job.from + state.taken, seconds, ...times }
}

function keepAsking(connection: KeepAlive, requests: Requests, state: State): Promise<void> {
  return new Promise((resolve) => {
    const ask = () => {
      const call = state.calls[state.taken]
      const sentAt = performance.now()
      if (!call || sentAt >= state.until) return resolve()
      state.taken += 1
      connection.send(call, ({ status, body }) => {
        if (requests.isRight(status, body)) {
          state.latencies.push(performance.now() - sentAt)
          ask()
          return
        }
        // One wrong response is enough to prevent a report.
        state.wrong += 1
        state.example ??= `${status} ${body.slice(0, 200)}`
        resolve()
      })
    }
    ask()
  })
}
