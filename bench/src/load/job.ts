/** The messages to and from the load generator. Both processes read this. */

export interface Call {
  method: 'GET' | 'POST' | 'DELETE'
  path: string
  headers: Record<string, string>
  body: string
}

export interface Job {
  /** The connections are distributed over them. */
  ports: readonly number[]
  /** Which entry of requests.ts makes the calls. */
  requests: string
  /** Its parameters, besides the number of a call. */
  given: Record<string, string>
  /** Calls are numbered from here; each number is used once. */
  from: number
  /** Up to this number. */
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
  /** Milliseconds from sending to the end of the response, one per right response. */
  p50: number
  p99: number
  /** Microseconds of CPU time that the load generator used per call. */
  loadMicros: number
}

/** From the load generator: its clock has started, then the result. */
export type Told = 'began' | Outcome | { failed: string }
