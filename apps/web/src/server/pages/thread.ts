/** The thread that renders pages. */
import '../env'
import { createServer } from 'node:http'
import { type MessagePort, workerData } from 'node:worker_threads'
import { remoteRuntime } from './calls'
import { openNext } from './next-app'
import { takeConnections } from './take-connections'

/** What the thread gets when it starts. */
export interface Given {
  /** For the pages' calls to the API. */
  calls: MessagePort
  port: number
}

const { calls, port } = workerData as Given
const { render } = await openNext(remoteRuntime(calls), { port })
// Twice the public limit, since the page gate adds a policy and a nonce.
takeConnections(createServer({ maxHeaderSize: 32_768 }, (req, res) => void render(req, res)))
