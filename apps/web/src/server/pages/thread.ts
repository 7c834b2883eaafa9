/** The thread that renders pages. Each connection comes as a port, one for each request. */
import '../env'
import { createServer } from 'node:http'
import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { remoteRuntime } from './calls'
import { openNext } from './next-app'
import { portStream } from './port-stream'

/** What the thread is given when it begins. */
export interface Given {
  /** For what pages ask of the API. */
  calls: MessagePort
  port: number
}

const { calls, port } = workerData as Given
const { render } = await openNext(remoteRuntime(calls), { port })
// Twice what a stranger may send: the page gate adds a policy and a nonce.
const server = createServer({ maxHeaderSize: 32_768 }, (req, res) => void render(req, res))
parentPort?.on('message', (connection: MessagePort) => server.emit('connection', portStream(connection)))
parentPort?.postMessage('ready')
