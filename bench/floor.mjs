// The floor: the cost of a logout that only deletes one row. Bare node:http and pg, one named statement per request.
import { createHash, randomBytes } from 'node:crypto'
import pg from 'pg'
import { serveFloor } from './serve-floor.mjs'

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL })
const hash = (text) => createHash('sha256').update(text).digest()

const answers = {
  // What the caller gets without any authentication.
  '/me': async () =>
    '{"success":true,"message":"Signed in.","data":{"id":"1","name":"Ada","email":"ada@campusbite.test","role":"customer"}}',
  // A rotation of an opaque token.
  '/refresh': async ({ refreshToken }) => {
    const [sid, secret] = refreshToken.split('.')
    const next = randomBytes(32).toString('base64url')
    const text = `UPDATE session SET current_hash = $3, previous_hash = current_hash, rotated_at = now(), last_used_at = now()
      WHERE sid = $1 AND current_hash = $2 AND expires_at > now()`
    const { rowCount } = await pool.query({ name: 'refresh', text, values: [sid, hash(secret), hash(next)] })
    if (rowCount !== 1) throw new Error('There is no such session.')
    return `{"refreshToken":"${sid}.${next}"}`
  },
  '/logout': async ({ refreshToken }) => {
    const [sid, secret] = refreshToken.split('.')
    const text = 'DELETE FROM session WHERE sid = $1 AND current_hash = $2'
    await pool.query({ name: 'logout', text, values: [sid, hash(secret)] })
    return '{"success":true}'
  },
}

serveFloor((path, body) => answers[path](body))
process.on('SIGTERM', () => process.exit(0))
