/**
 * A real PostgreSQL for tests: concurrency tests on the embedded database prove nothing, since it has one connection. Starts on
 * a free port, keeps its files in the temporary folder, and ends with this process.
 */
import { execFileSync } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort, otherUser, runServer, scratchFolder, stopServer } from './background-server'
import { postgresFolder } from './postgres-binaries'

export interface PostgresServer extends AsyncDisposable {
  /** The superuser's, in the database `postgres`. */
  url: string
  /** The main process, whose children do the work. */
  pid(): number
  /** Stops the server like a crash. */
  stop(): Promise<void>
  /** Starts it again, on the same port and files. */
  start(): Promise<void>
}

const password = 'only for tests'

export interface PostgresOptions {
  /** With default settings, so that commits wait for the disk; otherwise tuned for fast tests. */
  durable?: boolean
  /** Where its files are. Default: the temporary folder. */
  folder?: string
}

export async function startPostgres(options: PostgresOptions = {}): Promise<PostgresServer> {
  const { durable = false, folder = tmpdir() } = options
  const user = otherUser()
  const scratch = scratchFolder(folder, 'campusbite-postgres-')
  const bin = join(postgresFolder(scratch, user.uid !== undefined), 'bin')
  const data = join(scratch, 'data')
  const passwordFile = join(scratch, 'password')
  writeFileSync(passwordFile, password, { mode: 0o644 })
  const init = ['-D', data, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`]
  const locale = ['-E', 'UTF8', '--locale=C', '--no-sync']
  execFileSync(join(bin, 'initdb'), [...init, ...locale], { ...user, stdio: 'pipe', cwd: scratch })
  rmSync(passwordFile)

  const port = await freePort()
  const flags = ['-D', data, '-p', String(port), '-k', scratch, '-c', 'listen_addresses=127.0.0.1']
  const speed = durable ? [] : ['-c', 'fsync=off', '-c', 'full_page_writes=off']
  const start = () =>
    runServer({
      name: 'PostgreSQL',
      program: join(bin, 'postgres'),
      args: [...flags, ...speed, '-c', 'max_connections=200'],
      scratch,
      ready: 'ready to accept connections',
      failed: /database system is shut down/,
      signal: 'QUIT',
    })
  let server = await start()
  return {
    url: `postgresql://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`,
    pid: () => server.pid ?? 0,
    stop: () => stopServer(server),
    async start() {
      server = await start()
    },
    async [Symbol.asyncDispose]() {
      await stopServer(server)
      rmSync(scratch, { recursive: true, force: true })
    },
  }
}
