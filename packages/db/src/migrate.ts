/**
 * Migrates the database to this version of the app, or says why it must not. If there is nothing to do, it costs one query. A
 * migration that was interrupted is started over. Never goes back, never repairs, never deletes.
 */
import type { Connection } from './connection'
import { DatabaseError } from './database-error'
import { codeOf } from './error-code'
import type { PrismaClient } from './generated/client'
import { isSameScript, type MigrationFiles, readMigrations } from './migration-files'

/** A row of Prisma's table of applied migrations. */
interface Applied {
  name: string
  checksum: string
  /** Committed together with the script's effects, unless another program has run it: while it is unset, none of them exist. */
  finished: boolean
}

/** @returns the names of the migrations that were applied. @throws DatabaseError */
export async function migrate(connection: Connection, prisma: PrismaClient, directory?: string): Promise<string[]> {
  const files = readMigrations(directory)
  if (isCurrent(files, await applied(prisma))) return []
  return connection.whileMigrating(async (adapter) => {
    // Read again: another process may have done everything while this one waited.
    const rows = await applied(prisma)
    refuseWhatCannotBeMigrated(files, rows, connection.name)
    if (isCurrent(files, rows)) return []
    await forgetUnfinished(prisma, rows)
    const { applyMigrations } = await import('./migration-engine')
    return applyMigrations(adapter, files).catch((error: unknown) => {
      throw failure(error, connection.name)
    })
  })
}

/** What was ever applied and not rolled back; null if Prisma has never migrated this database. */
async function applied(prisma: PrismaClient): Promise<Applied[] | null> {
  const [table] = await prisma.$queryRaw<[{ exists: boolean }]>`
    SELECT to_regclass('_prisma_migrations') IS NOT NULL AS exists`
  if (!table.exists) return null
  return prisma.$queryRaw<Applied[]>`
    SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished
    FROM _prisma_migrations WHERE rolled_back_at IS NULL`
}

/** Whoever began these was refused or interrupted, and is gone: we hold the migration lock. */
async function forgetUnfinished(prisma: PrismaClient, rows: Applied[] | null): Promise<void> {
  if (rows?.every(({ finished }) => finished) ?? true) return
  await prisma.$executeRaw`
    UPDATE _prisma_migrations SET rolled_back_at = now() WHERE finished_at IS NULL AND rolled_back_at IS NULL`
}

function isCurrent(files: MigrationFiles, rows: Applied[] | null): boolean {
  return (
    rows !== null &&
    rows.length === files.migrations.length &&
    files.migrations.every(({ name, script }) =>
      rows.some((row) => row.name === name && row.finished && isSameScript(script, row.checksum)),
    )
  )
}

function refuseWhatCannotBeMigrated(files: MigrationFiles, rows: Applied[] | null, database: string): void {
  for (const row of rows?.filter(({ finished }) => finished) ?? []) {
    const file = files.migrations.find(({ name }) => name === row.name)
    if (!file) {
      throw new DatabaseError(
        'DATABASE_NEWER',
        `The database ${database} was migrated by a newer version of CampusBite (${row.name}). Start that version, or use another database.`,
      )
    }
    if (!isSameScript(file.script, row.checksum)) {
      throw new DatabaseError(
        'MIGRATION_EDITED',
        `The migration ${row.name} was edited after it was applied to the database ${database}. Undo the edit, and put the change into a new migration.`,
      )
    }
  }
}

const cures: [said: RegExp, cure: string][] = [
  // Since PostgreSQL 15, only the owner may create anything in a new database.
  [/permission denied/, 'Grant its user that, or name another user in DATABASE_URL.'],
  // `prisma migrate deploy` records a script after running it, as earlier versions of this app did.
  [/already exists/, 'Where that is of a migration that was cut off, see `prisma migrate resolve`.'],
]
/** Does not say what was done: if the connection was lost, the server may have continued. */
const anyCure = 'Fix that and start again: each start applies only what is missing.'

function failure(error: unknown, database: string): DatabaseError {
  const message = error instanceof Error ? error.message : String(error)
  if (codeOf(error) === 'P3005') {
    return new DatabaseError(
      'DATABASE_NOT_OURS',
      `The database ${database} holds tables that are not CampusBite's; they are left alone. Name an empty one in DATABASE_URL.`,
      error,
    )
  }
  // The engine appends its trace to the database's message.
  const [said = message] = message.split(/\n\s*0: /)
  const why = said.replace(/^external connector error\s*/, '').replace(/^Error querying the database:\s*/, '')
  const name = /migration_name="([^"]+)"/.exec(message)?.[1]
  const cure = cures.find(([said]) => said.test(why))?.[1] ?? anyCure
  return new DatabaseError(
    'MIGRATION_FAILED',
    `The database ${database} could not be migrated${name ? ` by ${name}` : ''}: ${why.trim().replace(/\.$/, '')}. ${cure}`,
    error,
  )
}
