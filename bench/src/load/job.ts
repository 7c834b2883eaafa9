/** What the load generator is told, and what it tells. Both processes read this. */

export interface Call {
  method: 'GET' | 'POST' | 'DELETE'
  path: string
  headers: Record<string, string>
  body: string
}

export interface Job {
  /** The connections are spread over them. */
  ports: readonly number[]
  /** Which module of requests/ makes the calls. */
  requests: string
  /** What it is given beside the number of a call. */
  given: Record<string, string>
  /** Calls are numbered from here; each number is used once. */
  from: number
  /** There are no more than up to this one. */
  to: number
  connections: number
  seconds: number
}

export interface Outcome {
  answered: number
  wrong: number
  example?: string | undefined
  /** The first number that was not used. */
  next: number
  seconds: number
  /** Milliseconds from sending to the end of the answer, one for each right answer. */
  p50: number
  p99: number
  /** Microseconds of processor time that the load itself took for each. */
  loadMicros: number
}

/** From the load generator: that its clock has started, then how it went. */
export type Told = 'began' | Outcome | { failed: string }
