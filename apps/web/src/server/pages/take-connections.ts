/** The thread's end of its connections: each arrives as a port, one per request, and is acknowledged. */
import type { Server } from 'node:http'
import { type MessagePort, parentPort } from 'node:worker_threads'
import { portStream } from './port-stream'

/** The thread is ready for connections, or has taken one. */
export type Said = 'ready' | 'taken'

export function takeConnections(server: Server): void {
  const say = (said: Said) => parentPort?.postMessage(said)
  parentPort?.on('message', (connection: MessagePort) => {
    say('taken')
    server.emit('connection', portStream(connection))
  })
  say('ready')
}
