/** The single-page app example, built for one API and served from its own origin. Changes nothing in its folder. */
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const root = join(import.meta.dirname, '../..')
const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' }

export interface ExampleApp {
  /** Another host name than the API's: another site, not just another origin. */
  origin: string
  build(apiUrl: string): Promise<void>
  stop(): Promise<void>
}

export async function startExampleApp(): Promise<ExampleApp> {
  const folder = await mkdtemp(join(tmpdir(), 'campusbite-example-'))
  const server = createServer(async (req, res) => {
    const { pathname } = new URL(req.url ?? '/', 'http://127.0.0.1')
    // Every path that is not a file is a page of the app.
    const name = pathname.startsWith('/assets/') ? pathname : '/index.html'
    const content = await readFile(join(folder, name)).catch(() => null)
    res.writeHead(content ? 200 : 404, { 'Content-Type': types[extname(name)] ?? 'application/octet-stream' })
    res.end(content)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async build(apiUrl) {
      const vite = join(root, 'node_modules/vite/bin/vite.js')
      const args = [vite, 'build', join(root, 'examples/single-page-app'), '--outDir', folder, '--emptyOutDir']
      await run(process.execPath, args, { env: { ...process.env, VITE_CAMPUSBITE_URL: apiUrl } })
    },
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await rm(folder, { recursive: true, force: true })
    },
  }
}
