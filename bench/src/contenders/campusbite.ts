/** What `npm start` serves, as it is, on PostgreSQL; and the API alone. */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Program, startProgram } from '../machine/start-program'
import { countRange, insertSessions, insertUsers } from '../sessions'
import { type Contender, countSessions, type Place } from './contender'

const app = (path: string) => fileURLToPath(new URL(`../../../apps/${path}/dist/server.js`, import.meta.url))

function start(program: string, { databaseUrl, secret, nodeOptions }: Place): Promise<Program> {
  if (!existsSync(program)) throw new Error(`${program} is not there: run \`npm run build\` first.`)
  return startProgram({ args: [...nodeOptions, program], env: { DATABASE_URL: databaseUrl, AUTH_SECRET: secret } })
}

const tables = { insert: [insertUsers, insertSessions], count: countSessions, countRange }

export const campusbite: Contender = { name: 'CampusBite', start: (place) => start(app('web'), place), ...tables }

export const campusbiteApi: Contender = {
  name: 'CampusBite, the API alone',
  start: (place) => start(app('api'), place),
  ...tables,
}
