/**
 * Prisma's own schema engine, as WebAssembly: it applies migrations as `prisma migrate deploy` does and keeps the same
 * records, without the native engine that the command line downloads. Loaded only when there is something to apply.
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

/** What is used of it here; the full types come with the browser's, which this package has no use for. */
declare const WebAssembly: {
  instantiate(binary: Uint8Array, imports: Record<string, Exports>): Promise<{ instance: { exports: Exports } }>
}

/** Every table and type is ours to migrate. */
export const noFilters = { externalTables: [], externalEnums: [] }

let loading: Promise<typeof SchemaEngine> | undefined

/** The module keeps its instance in a variable of its own: a second instance in one process would break the first. */
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

/** Applies what is not yet applied. @returns the names of what it applied. Throws what the database said. */
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
 * With each script goes the record that it is done: both are committed, or neither is. The engine writes that record
 * afterwards, and whoever was killed in between would leave a database of which nobody knows whether it was migrated. So no script
 * may hold what PostgreSQL does in no transaction, like CREATE INDEX CONCURRENTLY.
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

/** Whatever else the engine can do, on a connection that holds the lock of migrations. */
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
