// Better Auth on its own PostgreSQL adapter, as its guide shows, behind node:http. Its rate limit is off: it would refuse the load.
import { createServer } from 'node:http'
import { betterAuth } from 'better-auth'
import { getMigrations } from 'better-auth/db/migration'
import { toNodeHandler } from 'better-auth/node'
import pg from 'pg'

const server = createServer()
server.listen(0, async () => {
  const baseURL = `http://localhost:${server.address().port}`
  const options = {
    baseURL,
    secret: process.env.AUTH_SECRET,
    database: new pg.Pool({ connectionString: process.env.DATABASE_URL }),
    emailAndPassword: { enabled: true },
    rateLimit: { enabled: false },
    trustedOrigins: ['http://localhost'],
    telemetry: { enabled: false },
  }
  const { runMigrations } = await getMigrations(options)
  await runMigrations()
  server.on('request', toNodeHandler(betterAuth(options)))
  console.log(`ready on ${baseURL}`)
})
process.on('SIGTERM', () => process.exit(0))
