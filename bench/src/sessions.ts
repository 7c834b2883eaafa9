/**
 * The numbered sessions of the measurements: a number yields the same session in SQL and here, so that one statement creates
 * millions, and any of them can be named by a token.
 */
import { createHash, createHmac, sign } from 'node:crypto'
import { deriveKeys } from '@campusbite/auth'

/** How many sessions one user has: a phone and a laptop. */
const sessionsOfUser = 2
const firstMs = 1_760_000_000_000

const md5 = (text: string) => createHash('md5').update(text).digest('hex')
const cut = (hex: string) =>
  [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-')

/** In the format of a UUID version 7, in chronological order. */
export function sidOf(n: number): string {
  const time = (firstMs + n * 5).toString(16).padStart(12, '0')
  const random = md5(`sid-${n}`)
  return cut(`${time}7${random.slice(0, 3)}8${random.slice(3, 6)}${random.slice(6, 18)}`)
}

export const userOf = (n: number): string => cut(md5(`user-${Math.floor(n / sessionsOfUser)}`))

export const jtiOf = (n: number): string => createHash('sha256').update(`jti-${n}`).digest('base64url')

/** Of the session `n`, in SQL. */
export const sidSql = `(
  SELECT concat_ws('-', substr(t, 1, 8), substr(t, 9, 4), '7' || substr(r, 1, 3), '8' || substr(r, 4, 3), substr(r, 7, 12))
  FROM (SELECT lpad(to_hex(${firstMs} + n * 5), 12, '0') AS t, md5('sid-' || n) AS r) AS parts)`
export const userSql = `md5('user-' || n / ${sessionsOfUser})::uuid::text`
const jtiSql = `rtrim(translate(encode(sha256(convert_to('jti-' || n, 'UTF8')), 'base64'), '+/', '-_'), '=')`

/** Statements that insert the sessions from `$1` up to `$2` into the app's tables. */
export const insertUsers = `
  INSERT INTO user_account (id, name, email, password_hash)
  SELECT id::uuid, 'Person ' || left(id, 8), id || '@campusbite.test', 'nobody logs in'
  FROM (SELECT DISTINCT ${userSql} AS id FROM generate_series($1::bigint, $2::bigint - 1) AS n) AS users
  ON CONFLICT DO NOTHING`

export const insertSessions = `
  INSERT INTO session (sid, user_id, current_hash, created_at, last_used_at, expires_at, access_until, device, ip_address)
  SELECT ${sidSql}::uuid, ${userSql}::uuid, sha256(convert_to(${jtiSql}, 'UTF8')),
    now(), now(), now() + interval '7 days', now() + interval '1 hour', 'Chrome on Windows', '192.0.2.' || n % 250
  FROM generate_series($1::bigint, $2::bigint - 1) AS n`

/** How many of the sessions from `$1` up to `$2` exist. */
export const countRange = `
  SELECT count(*)::int AS count FROM session
  WHERE sid IN (SELECT ${sidSql}::uuid FROM generate_series($1::bigint, $2::bigint - 1) AS n)`

const segment = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** Refresh tokens as the API issues them. */
export async function refreshTokens(secret: string): Promise<(n: number) => string> {
  const { refresh } = await deriveKeys([secret])
  const now = Math.floor(Date.now() / 1000)
  const header = segment({ alg: 'HS256', typ: 'rt+jwt' })
  return (n) => {
    const claims = { iss: 'campusbite', aud: 'campusbite', sub: userOf(n), jti: jtiOf(n), iat: now, exp: now + 604_800 }
    const signed = `${header}.${segment({ sid: sidOf(n), ...claims })}`
    return `${signed}.${createHmac('sha256', refresh[0]).update(signed).digest('base64url')}`
  }
}

/** Access tokens as the API issues them. */
export async function accessTokens(secret: string): Promise<(n: number) => string> {
  const [{ kid, privateKey }] = (await deriveKeys([secret])).access
  const now = Math.floor(Date.now() / 1000)
  const header = segment({ alg: 'EdDSA', typ: 'at+jwt', kid })
  return (n) => {
    const claims = { iss: 'campusbite', aud: 'campusbite', sub: userOf(n), iat: now, exp: now + 3_600 }
    const signed = `${header}.${segment({ sid: sidOf(n), role: 'customer', ...claims })}`
    return `${signed}.${sign(null, Buffer.from(signed), privateKey).toString('base64url')}`
  }
}
