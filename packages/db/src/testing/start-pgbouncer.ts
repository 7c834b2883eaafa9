/** A real PgBouncer in front of a PostgreSQL, with transaction pooling. Requires `pgbouncer` on this machine. */
import { rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort, runServer, scratchFolder, stopServer } from './background-server'

export interface PgBouncer extends AsyncDisposable {
  port: number
}

/** The URL of the same database through the pool on that port, as the app gets it. */
export function throughPool(url: string, port: number): string {
  const address = new URL(url)
  address.port = String(port)
  address.searchParams.set('pgbouncer', 'true')
  return address.href
}

/**
 * @param server a superuser's URL: whoever comes through the pool is that user
 * @throws Error with the output of `pgbouncer`, or that it is not installed
 */
export async function startPgBouncer(server: string): Promise<PgBouncer> {
  const postgres = new URL(server)
  const scratch = scratchFolder(tmpdir(), 'campusbite-pgbouncer-')
  const port = await freePort()
  const settings = join(scratch, 'pgbouncer.ini')
  // As many connections as one instance has: several instances have to share them.
  const lines = [
    '[databases]',
    `* = host=${postgres.hostname} port=${postgres.port} user=${postgres.username} password='${decodeURIComponent(postgres.password)}'`,
    '[pgbouncer]',
    'listen_addr = 127.0.0.1',
    `listen_port = ${port}`,
    'unix_socket_dir =',
    'auth_type = any',
    'pool_mode = transaction',
    'default_pool_size = 10',
    'max_client_conn = 500',
  ]
  writeFileSync(settings, lines.join('\n'), { mode: 0o644 })
  const pool = await runServer({
    name: 'PgBouncer',
    program: 'pgbouncer',
    args: [settings],
    scratch,
    ready: 'process up',
    failed: /FATAL|not found/,
    signal: 'TERM',
  })
  return {
    port,
    async [Symbol.asyncDispose]() {
      await stopServer(pool)
      rmSync(scratch, { recursive: true, force: true })
    },
  }
}
