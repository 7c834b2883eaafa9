/** Starts the production server as a user would, on a free port with its own database, and stops it by its pid. Mocks nothing. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { freshDataDir } from '@campusbite/db/testing'

const program = join(import.meta.dirname, '../../apps/web/dist/server.js')

export interface RunningServer {
  port: number
  /** Everything it has printed so far. */
  output(): string
  stop(): Promise<void>
}

export async function startServer(settings: Record<string, string> = {}): Promise<RunningServer> {
  if (!existsSync(program)) throw new Error('The web app is not built: run `npm run build`, or `npm test`.')
  // Already migrated and seeded: creation is tested elsewhere, and would slow down every worker's start.
  const dataDir = await freshDataDir()
  const { PATH = '' } = process.env
  const env: NodeJS.ProcessEnv = { PATH, NODE_ENV: 'production', PORT: '0', DATA_DIR: dataDir.path, ...settings }
  const child = spawn(process.execPath, [program], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  // A worker that Playwright ends in the middle of this start would leave the server behind.
  process.once('exit', () => child.kill('SIGKILL'))
  const output: string[] = []
  const port = await readyPort(child, output)
  return {
    port,
    output: () => output.join(''),
    async stop() {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
      dataDir[Symbol.dispose]()
    },
  }
}

/** The port from the line that says it is ready. A server that stops before has said why. */
function readyPort(child: ChildProcess, output: string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output.push(chunk.toString())
      const [, port] = /is ready on http:\/\/localhost:(\d+)/.exec(output.join('')) ?? []
      if (port) resolve(Number(port))
    }
    child.stdout?.on('data', read)
    child.stderr?.on('data', read)
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`The server stopped at its start (${code}):\n${output.join('')}`)))
  })
}
