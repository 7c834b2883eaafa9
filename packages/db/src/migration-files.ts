/** Reads this version's migrations, in Prisma's directory format. Writes nothing. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { DatabaseError } from './database-error'

export interface MigrationFiles {
  directory: string
  lockfile: string
  /** In the order in which they are applied. */
  migrations: MigrationFile[]
}

interface MigrationFile {
  name: string
  script: string
}

const lockfileName = 'migration_lock.toml'

/**
 * @param directory default: `prisma/migrations` in the nearest parent folder of the running file that has one. This finds it from
 * the sources and from a bundle, as long as both are in the repository.
 * @throws DatabaseError `MIGRATIONS_MISSING`
 */
export function readMigrations(directory = findMigrations()): MigrationFiles {
  try {
    const names = readdirSync(directory, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name)
      .sort()
    return {
      directory,
      lockfile: readFileSync(join(directory, lockfileName), 'utf8'),
      migrations: names.map((name) => ({
        name,
        script: readFileSync(join(directory, name, 'migration.sql'), 'utf8'),
      })),
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new DatabaseError('MIGRATIONS_MISSING', `The migrations in ${directory} cannot be read: ${why}`, error)
  }
}

/** Whether this is the script that was applied. Line endings may differ: git changes them on some systems. */
export function isSameScript(script: string, checksum: string): boolean {
  const unix = script.replaceAll('\r\n', '\n')
  return [script, unix, unix.replaceAll('\n', '\r\n')].some(
    (text) => createHash('sha256').update(text).digest('hex') === checksum,
  )
}

function findMigrations(): string {
  const start = dirname(fileURLToPath(import.meta.url))
  for (let folder = start; ; folder = dirname(folder)) {
    const candidate = join(folder, 'prisma', 'migrations')
    if (existsSync(join(candidate, lockfileName))) return candidate
    if (dirname(folder) === folder) {
      throw new DatabaseError(
        'MIGRATIONS_MISSING',
        `There is no prisma/migrations in any folder above ${start}. Run the app from its repository, or pass migrationsDir.`,
      )
    }
  }
}
