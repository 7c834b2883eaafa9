/** The API alone, without pages, for running several behind a load balancer. Each refuses sessions that another has ended. */
import { openApi, serve } from '@campusbite/api'
import { demoLogin } from '@campusbite/db'

await serve({
  async start(settings) {
    const { api, database, close } = await openApi(settings)
    return {
      handle: (req, res) => void api.handle(req, res),
      notes: database.kind === 'embedded' ? [`Demo login: ${demoLogin.email} / ${demoLogin.password}`] : [],
      stopping: () => api.endStreams(),
      close,
    }
  },
})
