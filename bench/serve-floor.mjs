// The HTTP server of both floors: one JSON body in, one JSON text out, and nothing else.
import { createServer } from 'node:http'

/** `answer`: from the path and the body to the response text. */
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
