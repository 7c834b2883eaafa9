/** Servers with an embedded database: no other process can open it, so it is filled before the start and counted after the stop. */
import { randomBytes } from 'node:crypto'
import { cpSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freshDataDir } from '@campusbite/db/testing'
import { withEmbedded } from '../machine/open-embedded'
import { type Program, startProgram } from '../machine/start-program'
import { startEmbedded, tables } from './campusbite'
import { floorTable } from './floor'

interface Prepared {
  /** Of PGlite's files. */
  files: string
  start(secret: string, nodeOptions: readonly string[]): Promise<Program>
}

/** Creates the tables in a folder. */
export type EmbeddedContender = (folder: string) => Promise<Prepared>

const floorProgram = fileURLToPath(new URL('../../floor-embedded.mjs', import.meta.url))

export const floorEmbedded: EmbeddedContender = async (folder) => {
  const files = join(folder, 'pglite')
  mkdirSync(folder)
  // The users exist only so that the table is as full as the app's.
  const users = 'CREATE TABLE user_account (id uuid PRIMARY KEY, name text, email text, password_hash text);'
  await withEmbedded(files, (database) => database.exec(users + floorTable))
  return { files, start: (_, nodeOptions) => startProgram({ args: [...nodeOptions, floorProgram, files], env: {} }) }
}

export const campusbiteEmbedded: EmbeddedContender = async (folder) => {
  using made = await freshDataDir()
  cpSync(made.path, folder, { recursive: true })
  return {
    files: join(folder, 'pglite'),
    start: (secret, nodeOptions) => startEmbedded({ secret, nodeOptions }, folder),
  }
}

/** A running server, and the numbers of the sessions in its database. */
export class RunningEmbedded {
  /** The first number that was not used yet. */
  next = 0

  private constructor(
    readonly program: Program,
    readonly secret: string,
    readonly sessions: number,
    private readonly files: string,
  ) {}

  /** @param sessions how many it has when it starts */
  static async start(contender: EmbeddedContender, folder: string, sessions: number, nodeOptions: readonly string[]) {
    const { files, start } = await contender(folder)
    const secret = randomBytes(32).toString('base64')
    await withEmbedded(files, async (database) => {
      for (const insert of tables.insert) await database.query(insert, [0, sessions])
      await database.exec('ANALYZE; CHECKPOINT')
    })
    return new RunningEmbedded(await start(secret, nodeOptions), secret, sessions, files)
  }

  /** @returns how many sessions there are, and how many remain of those that were to end */
  async stop(): Promise<{ rows: number; left: number }> {
    await this.program.stop()
    return withEmbedded(this.files, async (database) => {
      const counted = async (text: string, values: readonly number[]) =>
        (await database.query<{ count: number }>(text, values)).rows[0]?.count ?? 0
      return { rows: await counted(tables.count, []), left: await counted(tables.countRange, [0, this.next]) }
    })
  }
}
