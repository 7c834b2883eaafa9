/** The web app as one process: the API answers for itself, the page gate stands in front of Next, and both share one database. */

import { createServer, type Server } from 'node:http'
import { fileURLToPath } from 'node:url'
import { openApi, serve } from '@campusbite/api'
import { demoLogin } from '@campusbite/db'
import next from 'next'
import { dev } from './env'
import { createPageGate } from './page-gate'

await serve({
  async start(settings, server, port) {
    const { api, database, close } = await openApi(settings)
    Object.assign(globalThis, { [Symbol.for('campusbite.server')]: api.runtime })
    const pages = await openPages(server, port)
    const gate = createPageGate({
      runtime: api.runtime,
      render: pages.render,
      https: settings.publicUrl?.startsWith('https:') ?? false,
      dev,
    })
    return {
      handle: (req, res) => {
        const [pathname = '/'] = (req.url ?? '/').split('?', 1)
        void (api.owns(pathname) ? api.handle(req, res) : gate(req, res))
      },
      notes: database.kind === 'embedded' ? [`Demo login: ${demoLogin.email} / ${demoLogin.password}`] : [],
      stopping: () => api.endStreams(),
      async close() {
        await pages.close()
        await close()
      },
    }
  },
})

async function openPages(server: Server, port: number) {
  // Next listens for upgrades on the server it is given, or on that of its first request. Node would then hand it every request
  // that offers one, a logout by HTTP/2-minded clients too, and it answers none of those. Only its reload in development needs
  // them: otherwise it listens on a server that never gets any.
  const httpServer = dev ? server : createServer()
  // Of the sources in development, of the bundle in dist otherwise: the folder that holds next.config.mjs.
  const dir = fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? '../..' : '..', import.meta.url))
  const app = next({ dev, dir, httpServer, port, quiet: !dev })
  await app.prepare()
  return { render: app.getRequestHandler(), close: () => app.close() }
}
