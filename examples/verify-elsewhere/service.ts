/** A service that people call with their CampusBite access token: `GET /` says who they are. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createCampusBite, memoryTokens } from '@campusbite/client'
import { email, followEveryMs, password, port, url } from './env'
import { Verifier } from './verifier'

const operator = createCampusBite({ url, tokens: memoryTokens() })
await operator.login({ email, password })
const verifier = new Verifier(url, operator)

async function followForever(): Promise<void> {
  // A failure is not the end: until the next success the verifier accepts nothing.
  await verifier.follow().catch((error: Error) => console.error(`Endings cannot be followed: ${error.message}`))
  setTimeout(followForever, followEveryMs)
}
await followForever()

const server = createServer(async (req, res) => {
  const [, token = ''] = /^Bearer +(\S+)$/i.exec(req.headers.authorization ?? '') ?? []
  try {
    const caller = await verifier.verify(token)
    res.writeHead(200, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' }).end(JSON.stringify(caller))
  } catch {
    // The reason belongs only in the log: a thief learns nothing.
    res.writeHead(401, { 'WWW-Authenticate': 'Bearer', 'Cache-Control': 'no-store' }).end()
  }
})
server.listen(port, () => console.log(`Ready on http://localhost:${(server.address() as AddressInfo).port}`))

process.once('SIGTERM', () => void operator.logout().then(() => process.exit()))
