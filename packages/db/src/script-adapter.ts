/**
 * A driver adapter that runs a migration script as a whole. The stock adapters do not: one splits it at every semicolon, which
 * breaks function bodies; the other does not await it, so that a failure would be a crash instead of an error.
 */
import {
  DriverAdapterError,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils'

/** `runScript` must send the script as one simple query: then PostgreSQL commits all of it or nothing. */
export function withWholeScripts(
  factory: SqlMigrationAwareDriverAdapterFactory,
  runScript: (script: string) => Promise<unknown>,
): SqlMigrationAwareDriverAdapterFactory {
  const wrap = (adapter: SqlDriverAdapter): SqlDriverAdapter => {
    adapter.executeScript = async (script) => {
      try {
        await runScript(script)
      } catch (error) {
        throw new DriverAdapterError(asMappedError(error))
      }
    }
    return adapter
  }
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: async () => wrap(await factory.connect()),
    // PostgreSQL's stock adapter would connect to the very database it should spare, if given a connection string.
    connectToShadowDb: () => Promise.reject(new Error('There is no shadow database here.')),
  }
}

function asMappedError(error: unknown): DriverAdapterError['cause'] {
  const fields = new Map(Object.entries(error instanceof Error ? error : {}))
  const text = (key: string) => {
    const value = fields.get(key)
    return typeof value === 'string' ? value : undefined
  }
  return {
    kind: 'postgres',
    code: text('code') ?? 'N/A',
    severity: text('severity') ?? 'ERROR',
    message: error instanceof Error ? error.message : String(error),
    detail: text('detail'),
    column: text('column'),
    hint: text('hint'),
  }
}
