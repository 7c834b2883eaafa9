/** The web app as one process: the API answers for itself, and the page gate stands in front of the thread that renders pages. */
import { openApi, serve } from '@campusbite/api'
import { demoLogin } from '@campusbite/db'
import { dev } from './env'
import { createPageGate } from './page-gate'
import { openPages } from './pages/open-pages'

await serve({
  async start(settings, server, port) {
    const opening = openApi(settings)
    const runtime = opening.then(({ api }) => api.runtime)
    // In parallel: neither needs the other until a page is requested.
    const [{ api, database, close }, pages] = await Promise.all([
      opening,
      openPages(runtime, { reloadOn: server, port }),
    ])
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
