/** The floor: the same rows in a table of the same shape, and nothing around it. */
import { fileURLToPath } from 'node:url'
import { withClient } from '@campusbite/db/testing'
import { startProgram } from '../machine/start-program'
import { countRange, insertSessions } from '../sessions'
import { type Contender, countSessions } from './contender'

const program = fileURLToPath(new URL('../../floor.mjs', import.meta.url))

export const floorTable = `
  CREATE TABLE session (
    sid uuid PRIMARY KEY, user_id uuid NOT NULL, current_hash bytea NOT NULL, previous_hash bytea, rotated_at timestamptz(3),
    created_at timestamptz(3) NOT NULL, last_used_at timestamptz(3) NOT NULL, expires_at timestamptz(3) NOT NULL,
    access_until timestamptz(3) NOT NULL, device text, ip_address text);
  CREATE INDEX ON session (user_id)`

export const floor: Contender = {
  name: 'the floor',
  async start({ databaseUrl, nodeOptions }) {
    await withClient(databaseUrl, (client) => client.query(floorTable))
    return startProgram({ args: [...nodeOptions, program], env: { DATABASE_URL: databaseUrl } })
  },
  insert: [insertSessions],
  count: countSessions,
  countRange,
}
