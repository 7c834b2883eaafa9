/** The load, in a process of its own: keep-alive connections, each with one call under way. Judges every answer. */
import { Client, type Dispatcher } from 'undici'
import { quantile } from '../statistics'
import type { Job, Outcome } from './job'
import { type Requests, requestsNamed } from './requests'

process.on('message', (job: Job) => {
  run(job).then(
    (outcome) => process.send?.(outcome),
    (error: Error) => process.send?.({ failed: error.stack }),
  )
})

async function run(job: Job): Promise<Outcome> {
  const requests = await requestsNamed(job.requests, job.given)
  // Made ahead, or making them would be a part of what is measured.
  const ahead = Math.min(job.to - job.from, 400_000)
  const calls = Array.from({ length: ahead }, (_, index) => requests.call(job.from + index))
  const state: State = { calls, taken: 0, latencies: [], wrong: 0, example: undefined, until: 0 }
  const clients = Array.from({ length: job.connections }, () => new Client(`http://localhost:${job.port}`))
  const startedAt = performance.now()
  state.until = startedAt + job.seconds * 1000
  await Promise.all(clients.map((client) => keepAsking(client, requests, state)))
  const seconds = (performance.now() - startedAt) / 1000
  await Promise.all(clients.map((client) => client.close()))
  const { latencies, wrong, example } = state
  const at = (q: number) => (latencies.length > 0 ? quantile(latencies, q) : 0)
  const times = { p50: at(0.5), p99: at(0.99), longest: at(1) }
  return { answered: latencies.length, wrong, example, next: job.from + state.taken, seconds, ...times }
}

interface State {
  calls: ReturnType<Requests['call']>[]
  taken: number
  latencies: number[]
  wrong: number
  example: string | undefined
  until: number
}

function keepAsking(client: Client, requests: Requests, state: State): Promise<void> {
  return new Promise((resolve) => {
    const ask = () => {
      const index = state.taken
      const call = state.calls[index]
      const sentAt = performance.now()
      if (!call || sentAt >= state.until) return resolve()
      state.taken += 1
      let status = 0
      let body = ''
      const judge = (fault: string | null) => {
        if (fault === null) state.latencies.push(performance.now() - sentAt)
        else {
          state.wrong += 1
          state.example ??= fault
        }
        ask()
      }
      const handler: Dispatcher.DispatchHandler = {
        onRequestStart() {},
        onResponseStart(_controller, code) {
          status = code
        },
        onResponseData(_controller, chunk) {
          body += chunk.toString('latin1')
        },
        onResponseEnd() {
          judge(requests.isRight(status, body) ? null : `${status} ${body.slice(0, 200)}`)
        },
        onResponseError(_controller, error) {
          judge(error.message)
        },
      }
      client.dispatch({ ...call, body: call.body === '' ? null : call.body }, handler)
    }
    ask()
  })
}
