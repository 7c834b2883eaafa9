/** A wire to the database that can lose the server's side of a line, and never tell the client. */
import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

export interface OneSidedWire {
  /** Of the same database, by this wire. */
  url: string
  /** Breaks the connections on which the client listens: at the server's end alone. */
  loseLines(): void
  /** Breaks every connection at both ends, and refuses new ones until `mend`. */
  cut(): void
  mend(): void
  close(): Promise<void>
}

export async function openOneSidedWire(databaseUrl: string): Promise<OneSidedWire> {
  const url = new URL(databaseUrl)
  const { hostname, port } = url
  const connections = new Set<{ near: Socket; far: Socket; listens: boolean; kept: boolean }>()
  let whole = true
  const server = createServer((near) => {
    if (!whole) return near.destroy()
    const connection = { near, far: connect(Number(port), hostname), listens: false, kept: false }
    const { far } = connection
    connections.add(connection)
    near.on('data', (said) => {
      connection.listens ||= said.includes('LISTEN')
      far.write(said)
    })
    far.on('data', (said) => near.write(said))
    for (const socket of [near, far]) socket.on('error', () => socket.destroy())
    near.on('close', () => {
      connections.delete(connection)
      far.destroy()
    })
    far.on('close', () => {
      if (!connection.kept) near.destroy()
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('No port.')
  url.host = `127.0.0.1:${address.port}`
  const cut = () => {
    whole = false
    for (const { near } of connections) near.destroy()
  }
  return {
    url: url.href,
    loseLines() {
      for (const connection of connections) {
        if (!connection.listens) continue
        connection.kept = true
        connection.far.destroy()
      }
    },
    cut,
    mend() {
      whole = true
    },
    async close() {
      cut()
      server.close()
      await once(server, 'close')
    },
  }
}
