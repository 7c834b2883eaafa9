/** The alternatives people would use, each set up as its own guide shows; installed on first use. */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { withClient } from '@campusbite/db/testing'
import { installOnce } from '../machine/install-once'
import { startProgram } from '../machine/start-program'
import { sidSql, userSql } from '../sessions'
import type { Contender, Place } from './contender'

const folder = fileURLToPath(new URL('../../peers', import.meta.url))
const range = 'FROM generate_series($1::bigint, $2::bigint - 1) AS n'

function start(program: string, table: string | null) {
  return async ({ databaseUrl, secret, nodeOptions }: Place) => {
    installOnce(folder)
    if (table) await withClient(databaseUrl, (client) => client.query(table))
    const env = { DATABASE_URL: databaseUrl, AUTH_SECRET: secret }
    return startProgram({ args: [...nodeOptions, join(folder, program)], env, cwd: folder })
  }
}

const count = (table: string, column: string) => ({
  count: `SELECT count(*)::int AS count FROM ${table}`,
  countRange: `SELECT count(*)::int AS count FROM ${table} WHERE ${column} IN (SELECT ${sidSql} ${range})`,
})

export const expressSession: Contender = {
  name: 'express-session',
  start: start(
    'express-session.mjs',
    `CREATE TABLE session (sid varchar PRIMARY KEY, sess json NOT NULL, expire timestamp(6) NOT NULL);
     CREATE INDEX ON session (expire)`,
  ),
  insert: [
    `INSERT INTO session (sid, sess, expire) SELECT ${sidSql}, json_build_object('cookie', json_build_object('originalMaxAge', 604800000,
       'expires', now() + interval '7 days', 'httpOnly', true, 'path', '/'), 'userId', ${userSql}), now() + interval '7 days' ${range}`,
  ],
  ...count('session', 'sid'),
}

export const authJs: Contender = {
  name: 'Auth.js',
  start: start(
    'authjs.mjs',
    `CREATE TABLE users (id serial PRIMARY KEY, name varchar(255), email varchar(255), "emailVerified" timestamptz, image text);
     CREATE TABLE sessions (id serial PRIMARY KEY, "userId" integer NOT NULL, expires timestamptz NOT NULL, "sessionToken" varchar(255) NOT NULL);
     CREATE INDEX ON sessions ("sessionToken")`,
  ),
  insert: [
    `INSERT INTO users (name) SELECT 'Person' WHERE NOT EXISTS (SELECT FROM users) AND $1::bigint <= $2::bigint`,
    `INSERT INTO sessions ("userId", expires, "sessionToken") SELECT 1, now() + interval '7 days', ${sidSql} ${range}`,
  ],
  ...count('sessions', '"sessionToken"'),
}

export const betterAuth: Contender = {
  name: 'Better Auth',
  start: start('better-auth.mjs', null),
  insert: [
    `INSERT INTO "user" (id, name, email, "emailVerified", "createdAt", "updatedAt")
     SELECT DISTINCT ${userSql}, 'Person', ${userSql} || '@campusbite.test', true, now(), now() ${range} ON CONFLICT DO NOTHING`,
    `INSERT INTO session (id, token, "userId", "expiresAt", "createdAt", "updatedAt")
     SELECT ${sidSql}, ${sidSql}, ${userSql}, now() + interval '7 days', now(), now() ${range}`,
  ],
  ...count('session', 'token'),
}

/** A session is a refresh token with its grant, and the revocation deletes both. */
export const oidcProvider: Contender = {
  name: 'oidc-provider',
  start: start(
    'oidc-provider.mjs',
    `CREATE TABLE oidc_payload (type text NOT NULL, id text NOT NULL, grant_id text, payload jsonb NOT NULL, PRIMARY KEY (type, id));
     CREATE INDEX ON oidc_payload (grant_id)`,
  ),
  insert: [
    `INSERT INTO oidc_payload (type, id, grant_id, payload)
     SELECT 'RefreshToken', sid, sid, jsonb_build_object('kind', 'RefreshToken', 'jti', sid, 'grantId', sid, 'clientId', 'bench',
       'accountId', user_id, 'scope', 'openid offline_access', 'gty', 'authorization_code', 'iat', floor(extract(epoch FROM now())),
       'exp', floor(extract(epoch FROM now())) + 604800)
     FROM (SELECT ${sidSql} AS sid, ${userSql} AS user_id ${range}) AS sessions`,
    `INSERT INTO oidc_payload (type, id, payload)
     SELECT 'Grant', sid, jsonb_build_object('kind', 'Grant', 'jti', sid, 'clientId', 'bench', 'accountId', user_id,
       'openid', jsonb_build_object('scope', 'openid offline_access'), 'iat', floor(extract(epoch FROM now())),
       'exp', floor(extract(epoch FROM now())) + 604800)
     FROM (SELECT ${sidSql} AS sid, ${userSql} AS user_id ${range}) AS sessions`,
  ],
  count: `SELECT count(*)::int AS count FROM oidc_payload WHERE type = 'RefreshToken'`,
  // A grant that stays would be a session that is half there.
  countRange: `SELECT count(*)::int AS count FROM oidc_payload WHERE id IN (SELECT ${sidSql} ${range})`,
}
