import { once } from 'node:events'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Duplex } from 'node:stream'
import { expect, test } from 'vitest'
import { passOn } from '../src/server/pages/pass-on'

/** Leads nowhere, and records what it receives. */
const connection = () => {
  const stream: Duplex = new Duplex({ read() {}, write: () => void stream.emit('told') })
  return stream
}

/** Sends a request to a server that only forwards it. */
async function asked(connect: () => Promise<Duplex>) {
  const render = passOn({ connect })
  const server = createServer((req, res) => void server.emit('asked', res, render(req, res))).listen(0)
  await once(server, 'listening')
  const asking = request({ port: (server.address() as AddressInfo).port }).end()
  asking.on('error', () => {})
  const [res, rendered] = await once(server, 'asked')
  const leave = async () => {
    asking.destroy()
    await once(res, 'close')
    server.close()
  }
  return { leave, rendered }
}

test('does not forward the request of a client that left before there was a thread', async () => {
  let begun: (connection: Duplex) => void = () => {}
  const { leave, rendered } = await asked(() => new Promise((resolve) => (begun = resolve)))
  await leave()
  const late = connection()
  late.once('told', () => expect.unreachable())
  begun(late)
  await rendered
  expect(late.destroyed).toBe(true)
})

test('does not wait for a client that leaves before the response', async () => {
  const open = connection()
  const told = once(open, 'told')
  const { leave } = await asked(async () => open)
  await told
  const closed = once(open, 'close')
  await leave()
  await closed
  expect(open.destroyed).toBe(true)
})
