// What both floors are served by: one JSON body in, one JSON text out, and nothing besides.
import { createServer } from 'node:http'

/** `answer`: the path and the body, to the text that is answered. */
export function serveFloor(answer) {
  const server = createServer((req, res) => {
    let body = ''
    req.setEncoding('utf8')
    req.on('data', (chunk) => {
      body += chunk
    })
    req.on('end', async () => {
      try {
        const text = await answer(req.url, body === '' ? {} : JSON.parse(body))
        const headers = { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) }
        res.writeHead(200, headers).end(text)
      } catch (error) {
        res.writeHead(500).end(error.message)
      }
    })
  })
  server.listen(0, () => console.log(`Floor ready on http://localhost:${server.address().port}`))
}
