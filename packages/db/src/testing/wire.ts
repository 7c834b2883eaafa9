/** A connection between an instance and its database, which a test can break like a real network. */
import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

export interface Wire extends AsyncDisposable {
  /** The URL of the same database through this wire. */
  url: string
  /** Breaks every connection at both ends, and refuses new ones until `mend`. */
  cut(): void
  mend(): void
  /** Breaks the listening connections: only at the server's end, without telling the client. */
  loseLines(): void
  /** Carries nothing until `thaw`, without closing, like a dead switch. What is sent meanwhile is lost. */
  freeze(): void
  thaw(): void
}

export async function openWire(databaseUrl: string): Promise<Wire> {
  const url = new URL(databaseUrl)
  const { hostname, port } = url
  const connections = new Set<{ near: Socket; far: Socket; listens: boolean; kept: boolean }>()
  let whole = true
  let frozen = false
  const server = createServer((near) => {
    if (!whole) return near.destroy()
    const connection = { near, far: connect(Number(port), hostname), listens: false, kept: false }
    const { far } = connection
    connections.add(connection)
    near.on('data', (said) => {
      connection.listens ||= said.includes('LISTEN')
      if (!frozen) far.write(said)
    })
    far.on('data', (said) => frozen || near.write(said))
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
    cut,
    mend() {
      whole = true
    },
    loseLines() {
      for (const connection of connections) {
        if (!connection.listens) continue
        connection.kept = true
        connection.far.destroy()
      }
    },
    freeze() {
      frozen = true
    },
    thaw() {
      frozen = false
    },
    async [Symbol.asyncDispose]() {
      cut()
      server.close()
      await once(server, 'close')
    },
  }
}
