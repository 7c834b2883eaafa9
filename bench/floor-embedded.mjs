// The floor of the embedded database: bare node:http and PGlite, one DELETE a request. The PGlite is the very one that the app uses.

import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'

const { PGlite } = createRequire(new URL('../packages/db/package.json', import.meta.url))('@electric-sql/pglite')
const pglite = await PGlite.create(process.argv[2])
const hash = (text) => createHash('sha256').update(text).digest()
const text = 'DELETE FROM session WHERE sid = $1 AND current_hash = $2'

const server = createServer((req, res) => {
  let body = ''
  req.setEncoding('utf8')
  req.on('data', (chunk) => {
    body += chunk
  })
  req.on('end', async () => {
    try {
      const [sid, secret] = JSON.parse(body).refreshToken.split('.')
      await pglite.query(text, [sid, hash(secret)])
      res.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': 16 }).end('{"success":true}')
    } catch (error) {
      res.writeHead(500).end(error.message)
    }
  })
})
server.listen(0, () => console.log(`Floor ready on http://localhost:${server.address().port}`))
process.on('SIGTERM', () => pglite.close().then(() => process.exit(0)))
