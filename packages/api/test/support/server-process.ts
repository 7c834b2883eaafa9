/** Starts the API as a process, on a free port, and ends it: by kill, like a power failure, or by signal, like a user. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

export interface ServerProcess extends AsyncDisposable {
  url: string
  /** SIGKILL: nothing is finished, nothing is closed. */
  kill(): Promise<void>
  /** SIGTERM. Does not wait. */
  stop(): void
  /** How it ended, and all that it printed. */
  ended: Promise<{ code: number | null; output: string }>
}

const program = fileURLToPath(new URL('./api-server.ts', import.meta.url))

export async function startServerProcess(env: Record<string, string>): Promise<ServerProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', program], {
    env: { PATH: process.env.PATH, PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const url = new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text
        const ready = /ready on (\S+)/.exec(output)?.[1]
        if (ready) resolve(ready)
      })
    }
    child.once('exit', () => reject(new Error(`The server did not start: ${output}`)))
  })
  const ended = once(child, 'close').then(([code]: (number | null)[]) => ({ code: code ?? null, output }))
  const kill = async () => {
    child.kill('SIGKILL')
    await ended
  }
  return { url: await url, kill, stop: () => void child.kill('SIGTERM'), ended, [Symbol.asyncDispose]: kill }
}
