/** A wire between an instance and its database, which a test can cut and mend. */
import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

export interface Wire extends AsyncDisposable {
  /** Of the same database, by this wire. */
  url: string
  /** Breaks every connection, and refuses new ones. */
  cut(): void
  mend(): void
}

export async function openWire(databaseUrl: string): Promise<Wire> {
  const url = new URL(databaseUrl)
  const { hostname, port } = url
  const sockets = new Set<Socket>()
  let whole = true
  const server = createServer((near) => {
    if (!whole) return near.destroy()
    const far = connect(Number(port), hostname)
    for (const [socket, peer] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket)
      socket.on('error', () => peer.destroy())
      socket.on('close', () => {
        sockets.delete(socket)
        peer.destroy()
      })
      socket.pipe(peer)
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('No port.')
  url.host = `127.0.0.1:${address.port}`
  const breakAll = () => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    url: url.href,
    cut() {
      whole = false
      breakAll()
    },
    mend() {
      whole = true
    },
    async [Symbol.asyncDispose]() {
      breakAll()
      server.close()
      await once(server, 'close')
    },
  }
}
