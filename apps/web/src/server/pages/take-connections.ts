/** The thread's end of its connections: each comes as a port, one for each request, and is said to have been taken. */
import type { Server } from 'node:http'
import { type MessagePort, parentPort } from 'node:worker_threads'
import { portStream } from './port-stream'

/** That connections can come; and that one has. */
export type Said = 'ready' | 'taken'

export function takeConnections(server: Server): void {
  const say = (said: Said) => parentPort?.postMessage(said)
  parentPort?.on('message', (connection: MessagePort) => {
    say('taken')
    server.emit('connection', portStream(connection))
  })
  say('ready')
}
