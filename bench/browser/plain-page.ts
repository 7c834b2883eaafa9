/**
 * The baseline: a private page without a framework that logs out as most do. It waits for the server's response, and then replaces
 * itself with the login page. Everything else is forwarded to the real server.
 */
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pipeline } from 'node:stream/promises'

export const plainPath = '/plain/account'

export interface PlainSite {
  url: string
  close(): Promise<void>
}

/** @param network the port of the real server */
export async function startPlainSite(network: number): Promise<PlainSite> {
  const server = createServer((req, res) => {
    const { method, url = '/', headers } = req
    if (url.startsWith(plainPath)) {
      const secret = new URL(url, 'http://localhost').searchParams.get('secret') ?? ''
      return res.writeHead(200, { 'Content-Type': 'text/html', 'Cache-Control': 'no-store' }).end(page(secret))
    }
    const onward = request({ host: 'localhost', port: network, method, path: url, headers, agent: false }, (answer) => {
      res.writeHead(answer.statusCode ?? 502, answer.rawHeaders)
      pipeline(answer, res).catch(() => res.destroy())
    })
    onward.on('error', () => res.destroy())
    req.pipe(onward)
  })
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    close() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

const page = (secret: string) => `<!doctype html><title>Account</title><link rel="icon" href="data:,">
<main><h1>Account</h1><p>${secret}</p><button>Log out</button></main>
<script>
  document.querySelector('button').onclick = async () => {
    await fetch('/api/auth/logout', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' })
    history.replaceState(null, '', '/login')
    document.querySelector('main').innerHTML = '<h1>Log in</h1>'
  }
</script>`
