// Auth.js with its PostgreSQL adapter and sessions in the database, as its guide shows, behind node:http.
import { createServer } from 'node:http'
import { Auth } from '@auth/core'
import PostgresAdapter from '@auth/pg-adapter'
import pg from 'pg'

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL })
const config = {
  adapter: PostgresAdapter(pool),
  providers: [],
  secret: process.env.AUTH_SECRET,
  session: { strategy: 'database' },
  trustHost: true,
  basePath: '/auth',
}

const server = createServer(async (req, res) => {
  const chunks = []
  for await (const chunk of req) chunks.push(chunk)
  const request = new Request(`http://${req.headers.host}${req.url}`, {
    method: req.method,
    headers: req.headers,
    body: req.method === 'GET' ? undefined : Buffer.concat(chunks),
  })
  const response = await Auth(request, config)
  res.writeHead(response.status, [...response.headers].flat())
  res.end(await response.text())
})
server.listen(0, () => console.log(`ready on http://localhost:${server.address().port}`))
process.on('SIGTERM', () => process.exit(0))
