/** Starts contenders side by side, each on an empty database in one PostgreSQL. */
import { randomBytes } from 'node:crypto'
import { type PostgresServer, withClient, withDatabase } from '@campusbite/db/testing'
import pg from 'pg'
import { type Contender, Running } from './contender'

export async function startAll(
  postgres: PostgresServer,
  contenders: readonly Contender[],
  profile: string | undefined,
): Promise<Running[]> {
  const running: Running[] = []
  for (const [index, contender] of contenders.entries()) {
    const name = `bench_${Date.now()}_${index}`
    await withClient(postgres.url, (client) => client.query(`CREATE DATABASE ${name}`))
    const databaseUrl = withDatabase(postgres.url, name)
    const secret = randomBytes(32).toString('base64')
    const nodeOptions = profile ? ['--cpu-prof', `--cpu-prof-dir=${profile}`] : []
    const program = await contender.start({ databaseUrl, secret, nodeOptions })
    const database = new pg.Client({ connectionString: databaseUrl })
    await database.connect()
    running.push(new Running(contender, program, database, secret, databaseUrl))
  }
  return running
}
