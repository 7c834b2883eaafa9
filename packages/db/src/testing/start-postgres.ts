/**
 * A real PostgreSQL for tests: what is tested about concurrency on the embedded database proves nothing, since that has
 * one connection. Starts on a free port, keeps its files in the temporary folder, and goes away with the process.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { postgresFolder } from './postgres-binaries'

export interface PostgresServer extends AsyncDisposable {
  /** Of the superuser, in the database `postgres`. */
  url: string
  /** Of the process whose children do the work. */
  pid(): number
  /** Stops the server as a crash would. */
  stop(): Promise<void>
  /** Starts it again, on the same port and files. */
  start(): Promise<void>
}

const password = 'only for tests'

/** PostgreSQL refuses to run as root; this user exists everywhere and owns nothing. */
function otherUser(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {}
  const id = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}

export interface PostgresOptions {
  /** With the settings as they come, so that a commit waits for the disk; otherwise as fast as tests like it. */
  durable?: boolean
  /** Where its files are put. Default: the temporary folder. */
  folder?: string
}

export async function startPostgres(options: PostgresOptions = {}): Promise<PostgresServer> {
  const { durable = false, folder = tmpdir() } = options
  const user = otherUser()
  const scratch = mkdtempSync(join(folder, 'campusbite-postgres-'))
  chmodSync(scratch, 0o755)
  if (user.uid !== undefined && user.gid !== undefined) chownSync(scratch, user.uid, user.gid)
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
  const start = () => run(join(bin, 'postgres'), [...flags, ...speed, '-c', 'max_connections=200'], scratch, user)
  let server = await start()
  return {
    url: `postgresql://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`,
    pid: () => server.pid ?? 0,
    stop: () => stop(server),
    async start() {
      server = await start()
    },
    async [Symbol.asyncDispose]() {
      await stop(server)
      rmSync(scratch, { recursive: true, force: true })
    },
  }
}

/**
 * The shell ends the server when it is told to, or when its standard input closes, which the system does when this process
 * dies, however it dies: a test run that is killed leaves neither a server nor its files behind.
 */
const untilInputCloses = `
  "$@" </dev/null & server=$!
  read line || gone=yes
  kill -QUIT $server; wait $server
  [ -z "$gone" ] || { scratch=$PWD; cd /; rm -rf "$scratch"; }`

async function run(program: string, flags: string[], cwd: string, user: object): Promise<ChildProcess> {
  const shell = spawn('sh', ['-c', untilInputCloses, 'sh', program, ...flags], {
    ...user,
    cwd,
    stdio: ['pipe', 'ignore', 'pipe'],
  })
  let log = ''
  await new Promise<void>((resolve, reject) => {
    shell.stderr.on('data', (chunk: Buffer) => {
      log += chunk.toString()
      if (log.includes('ready to accept connections')) resolve()
      if (log.includes('database system is shut down')) reject(new Error(`PostgreSQL did not start:\n${log}`))
      log = log.slice(-4_000)
    })
    shell.once('exit', () => reject(new Error(`PostgreSQL did not start:\n${log}`)))
  })
  return shell
}

async function stop(shell: ChildProcess): Promise<void> {
  if (shell.exitCode !== null) return
  const exited = once(shell, 'exit')
  shell.stdin?.end('stop\n')
  await exited
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (address === null || typeof address === 'string') throw new Error('No free port.')
  return address.port
}
