/** Starts a server process, waits until it is ready, and stops it. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'

export interface Program {
  port: number
  pid: number
  /** Other processes that serve the same, each on its own port. Stopped with it. */
  beside?: readonly Program[]
  stop(): Promise<void>
}

export const processesOf = (program: Program): Program[] => [program, ...(program.beside ?? [])]

export interface ProgramOptions {
  args: readonly string[]
  env: Record<string, string>
  cwd?: string
}

/** The port is read from the line that ends with it. */
const readyLine = /ready on http:\/\/localhost:(\d+)/

export async function startProgram({ args, env, cwd }: ProgramOptions): Promise<Program> {
  const { PATH = '' } = process.env
  const child = spawn(process.execPath, args, {
    env: { PATH, NODE_ENV: 'production', PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(cwd ? { cwd } : {}),
  })
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  const port = await readyPort(child, args.join(' '))
  return {
    port,
    pid: child.pid ?? 0,
    async stop() {
      process.off('exit', kill)
      if (child.exitCode !== null) return
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    },
  }
}

function readyPort(child: ChildProcess, name: string): Promise<number> {
  let output = ''
  return new Promise((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-10_000)
      const port = readyLine.exec(output)?.[1]
      if (port) resolve(Number(port))
    }
    child.stdout?.on('data', read)
    child.stderr?.on('data', read)
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`${name} stopped at its start (${code}):\n${output}`)))
  })
}
