/** The API alone as a process, started and stopped like an app: a program for tests to kill. */
import { openApi, serve } from '../../src/index'

await serve({
  async start(settings) {
    const { api, close } = await openApi(settings)
    return { handle: (req, res) => void api.handle(req, res), notes: [], close }
  },
})
