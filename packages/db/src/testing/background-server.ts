/** Third-party servers for tests: run as an ordinary user, on a free port, and never longer than this process. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, mkdtempSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'

/** Such servers refuse to run as root; this user exists everywhere and owns nothing. */
export function otherUser(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {}
  const id = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}

/** A folder that this user may write to; it is removed with the server. */
export function scratchFolder(inside: string, prefix: string): string {
  const { uid, gid } = otherUser()
  const scratch = mkdtempSync(join(inside, prefix))
  chmodSync(scratch, 0o755)
  if (uid !== undefined && gid !== undefined) chownSync(scratch, uid, gid)
  return scratch
}

/**
 * The shell ends the server when told to, or when its standard input closes, which the system does when this process dies in any
 * way: a killed test run leaves neither a server nor its files behind.
 */
const untilInputCloses = `
  signal=$1; shift
  "$@" </dev/null & server=$!
  read line || gone=yes
  kill -$signal $server; wait $server
  [ -z "$gone" ] || { scratch=$PWD; cd /; rm -rf "$scratch"; }`

interface BackgroundServer {
  /** For messages. */
  name: string
  program: string
  args: readonly string[]
  scratch: string
  /** What it writes to standard error when it is ready, and when it gives up. */
  ready: string
  failed: RegExp
  /** Ends it at once, whoever is connected. */
  signal: 'QUIT' | 'TERM'
}

export async function runServer(server: BackgroundServer): Promise<ChildProcess> {
  const { name, program, args, scratch, ready, failed, signal } = server
  const shell = spawn('sh', ['-c', untilInputCloses, 'sh', signal, program, ...args], {
    ...otherUser(),
    cwd: scratch,
    stdio: ['pipe', 'ignore', 'pipe'],
  })
  let log = ''
  await new Promise<void>((resolve, reject) => {
    const giveUp = () => reject(new Error(`${name} did not start:\n${log}`))
    shell.stderr.on('data', (chunk: Buffer) => {
      log += chunk.toString()
      if (log.includes(ready)) resolve()
      if (failed.test(log)) giveUp()
      log = log.slice(-4_000)
    })
    shell.once('error', reject)
    shell.once('exit', giveUp)
  })
  return shell
}

export async function stopServer(shell: ChildProcess): Promise<void> {
  if (shell.exitCode !== null) return
  const exited = once(shell, 'exit')
  shell.stdin?.end('stop\n')
  await exited
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (address === null || typeof address === 'string') throw new Error('No free port.')
  return address.port
}
