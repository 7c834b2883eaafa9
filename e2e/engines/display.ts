/** A virtual X display, for a browser that needs one. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Readable } from 'node:stream'

export interface Display {
  name: string
  stop(): Promise<void>
}

export async function startDisplay(program: string): Promise<Display> {
  const args = ['-displayfd', '3', '-screen', '0', '1280x900x24', '-nolisten', 'tcp']
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
  process.once('exit', () => child.kill('SIGKILL'))
  const failed = once(child, 'exit').then(() => Promise.reject(new Error('The display stopped at its start.')))
  const [number] = await Promise.race([once(child.stdio[3] as Readable, 'data'), failed])
  failed.catch(() => {})
  return {
    name: `:${String(number).trim()}`,
    async stop() {
      const ended = once(child, 'exit')
      child.kill()
      await ended
    },
  }
}
