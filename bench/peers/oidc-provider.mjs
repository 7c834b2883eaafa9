// oidc-provider with token revocation enabled, as its documentation shows, and a plain PostgreSQL adapter: the methods that a
// revocation calls, one statement each. It requires a newer Node than this project, and warns about an older one.
import { createServer } from 'node:http'
import Provider from 'oidc-provider'
import pg from 'pg'

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL })

class PostgresAdapter {
  constructor(type) {
    this.type = type
  }

  async find(id) {
    const { rows } = await pool.query('SELECT payload FROM oidc_payload WHERE type = $1 AND id = $2', [this.type, id])
    return rows[0]?.payload
  }

  async destroy(id) {
    await pool.query('DELETE FROM oidc_payload WHERE type = $1 AND id = $2', [this.type, id])
  }

  async revokeByGrantId(grantId) {
    await pool.query('DELETE FROM oidc_payload WHERE type = $1 AND grant_id = $2', [this.type, grantId])
  }
}

const server = createServer()
server.listen(0, () => {
  const issuer = `http://localhost:${server.address().port}`
  const provider = new Provider(issuer, {
    adapter: PostgresAdapter,
    clients: [
      {
        client_id: 'bench',
        client_secret: process.env.AUTH_SECRET,
        grant_types: ['authorization_code', 'refresh_token'],
        redirect_uris: ['https://campusbite.test/callback'],
      },
    ],
    cookies: { keys: [process.env.AUTH_SECRET] },
    features: { revocation: { enabled: true } },
  })
  server.on('request', provider.callback())
  console.log(`ready on ${issuer}`)
})
process.on('SIGTERM', () => process.exit(0))
