/** The API alone as a process of its own, started and stopped as an app is: a program, to be killed by tests. */
import { openApi, serve } from '../../src/index'

await serve({
  async start(settings) {
    const { api, close } = await openApi(settings)
    return { handle: (req, res) => void api.handle(req, res), notes: [], close }
  },
})
