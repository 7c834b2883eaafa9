// The floor of the embedded database: bare node:http and PGlite, one DELETE per request. It is the app's own PGlite.

import { createHash } from 'node:crypto'
import { createRequire } from 'node:module'
import { serveFloor } from './serve-floor.mjs'

const { PGlite } = createRequire(new URL('../packages/db/package.json', import.meta.url))('@electric-sql/pglite')
const pglite = await PGlite.create(process.argv[2])
const hash = (text) => createHash('sha256').update(text).digest()
const text = 'DELETE FROM session WHERE sid = $1 AND current_hash = $2'

serveFloor(async (_, { refreshToken }) => {
  const [sid, secret] = refreshToken.split('.')
  await pglite.query(text, [sid, hash(secret)])
  return '{"success":true}'
})
process.on('SIGTERM', () => pglite.close().then(() => process.exit(0)))
