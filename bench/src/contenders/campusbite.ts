/** What `npm start` serves, unchanged, on PostgreSQL or embedded; and the API alone, in one process or several. */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { throughPool } from '@campusbite/db/testing'
import { type Program, startProgram } from '../machine/start-program'
import { countRange, insertSessions, insertUsers } from '../sessions'
import { type Contender, countSessions, type Place } from './contender'

type Own = Omit<Place, 'databaseUrl'>

function start(app: 'web' | 'api', { secret, nodeOptions }: Own, database: Record<string, string>): Promise<Program> {
  const program = fileURLToPath(new URL(`../../../apps/${app}/dist/server.js`, import.meta.url))
  if (!existsSync(program)) throw new Error(`${program} is not there: run \`npm run build\` first.`)
  return startProgram({ args: [...nodeOptions, program], env: { ...database, AUTH_SECRET: secret } })
}

const onServer = (app: 'web' | 'api', place: Place) => start(app, place, { DATABASE_URL: place.databaseUrl })

/** The default: embedded, with its files in a folder. */
export const startEmbedded = (own: Own, dataDir: string): Promise<Program> => start('web', own, { DATA_DIR: dataDir })

export const tables = { insert: [insertUsers, insertSessions], count: countSessions, countRange }

export const campusbite: Contender = {
  name: 'CampusBite',
  async start(place) {
    const program = await onServer('web', place)
    // Every server renders a page soon, and what that leaves in its process is part of the measurement.
    await (await fetch(`http://localhost:${program.port}/login`)).text()
    return program
  },
  ...tables,
}

export const campusbiteApi: Contender = {
  name: 'CampusBite, the API alone',
  start: (place) => onServer('api', place),
  ...tables,
}

/** The API behind a pool, after a first start without it to create the tables, which a pool cannot do. */
export const campusbiteThrough = (poolPort: number): Contender => ({
  name: 'CampusBite, the API alone, through a pool',
  async start(place) {
    await (await onServer('api', place)).stop()
    return onServer('api', { ...place, databaseUrl: throughPool(place.databaseUrl, poolPort) })
  },
  ...tables,
})

/** Several API processes on one database. */
export const campusbiteInstances = (count: number): Contender => ({
  name: `CampusBite, ${count} of the API alone`,
  async start(place) {
    // The first one alone: it finds the database empty and creates the tables.
    const first = await onServer('api', place)
    const beside = await Promise.all(Array.from({ length: count - 1 }, () => onServer('api', place)))
    return {
      ...first,
      beside,
      stop: async () => {
        for (const program of [...beside, first]) await program.stop()
      },
    }
  },
  ...tables,
})
