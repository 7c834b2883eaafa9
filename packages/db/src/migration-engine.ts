/**
 * Prisma's schema engine, as WebAssembly: it applies migrations as `prisma migrate deploy` does and keeps the same records,
 * without the native engine that the CLI downloads. Loaded only if there is something to apply.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import {
  bindMigrationAwareSqlAdapterFactory,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils'
import type { SchemaEngine } from '@prisma/schema-engine-wasm'
import type { MigrationFiles } from './migration-files'

type Exports = Record<string, unknown>

type Runtime = typeof import('@prisma/schema-engine-wasm/schema_engine_bg') & { __wbg_set_wasm(exports: Exports): void }

/** Only what is used here; the full types come with the DOM library, which this package does not need. */
declare const WebAssembly: {
  instantiate(binary: Uint8Array, imports: Record<string, Exports>): Promise<{ instance: { exports: Exports } }>
}

/** Every table and type is ours to migrate. */
export const noFilters = { externalTables: [], externalEnums: [] }

let loading: Promise<typeof SchemaEngine> | undefined

/** The module keeps its instance in a global variable: a second instance in one process would break the first. */
function load(): Promise<typeof SchemaEngine> {
  loading ??= (async () => {
    const runtime: Runtime = await import('@prisma/schema-engine-wasm/schema_engine_bg')
    const folder = dirname(createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm'))
    const binary = new Uint8Array(readFileSync(join(folder, 'schema_engine_bg.wasm')))
    const { instance } = await WebAssembly.instantiate(binary, { './schema_engine_bg.js': { ...runtime } })
    runtime.__wbg_set_wasm(instance.exports)
    const { __wbindgen_start: start } = instance.exports
    if (typeof start === 'function') start()
    return runtime.SchemaEngine
  })()
  return loading
}

/** Applies pending migrations. @returns the names of those it applied. Throws the database's error. */
export async function applyMigrations(
  adapter: SqlMigrationAwareDriverAdapterFactory,
  files: MigrationFiles,
): Promise<string[]> {
  return withEngine(recordedAtOnce(adapter, files), async (engine) => {
    const { appliedMigrationNames } = await engine.applyMigrations({
      migrationsList: asList(files),
      filters: noFilters,
    })
    return appliedMigrationNames
  })
}

const finish = 'UPDATE _prisma_migrations SET finished_at = now() WHERE finished_at IS NULL AND rolled_back_at IS NULL'

/**
 * Commits the record that a script is done together with the script. The engine writes that record afterwards, and a process
 * killed in between would leave a database that nobody knows to be migrated. So no script may contain what PostgreSQL cannot run
 * in a transaction, such as CREATE INDEX CONCURRENTLY.
 */
function recordedAtOnce(
  factory: SqlMigrationAwareDriverAdapterFactory,
  { migrations }: MigrationFiles,
): SqlMigrationAwareDriverAdapterFactory {
  const isMigration = (sql: string) => migrations.some(({ script }) => script === sql)
  return {
    ...factory,
    async connect() {
      const adapter = await factory.connect()
      const run = adapter.executeScript
      adapter.executeScript = (sql) => run(isMigration(sql) ? `${sql}\n;\n${finish}` : sql)
      return adapter
    },
  }
}

/** Any other engine operation, on a connection that holds the migration lock. */
export async function withEngine<T>(
  adapter: SqlMigrationAwareDriverAdapterFactory,
  work: (engine: SchemaEngine) => Promise<T>,
): Promise<T> {
  const Engine = await load()
  const engine = await Engine.new({ datamodels: undefined }, () => {}, bindMigrationAwareSqlAdapterFactory(adapter))
  try {
    return await work(engine)
  } finally {
    engine.free()
  }
}

function asList({ directory, lockfile, migrations }: MigrationFiles) {
  return {
    baseDir: directory,
    lockfile: { path: 'migration_lock.toml', content: lockfile },
    shadowDbInitScript: '',
    migrationDirectories: migrations.map(({ name, script }) => ({
      path: name,
      migrationFile: { path: 'migration.sql', content: { tag: 'ok' as const, value: script } },
    })),
  }
}
