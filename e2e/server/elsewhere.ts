/** Another site: an empty page on its own port. Its two host names make it same-site or cross-site. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Elsewhere {
  port: number
  stop(): Promise<void>
}

export async function startElsewhere(): Promise<Elsewhere> {
  const page = '<!doctype html><link rel="icon" href="data:,"><title>elsewhere</title>'
  const server = createServer((_, res) => res.writeHead(200, { 'Content-Type': 'text/html' }).end(page))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    stop() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}
