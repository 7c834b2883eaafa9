/** Runs this project's commands in a fresh clone. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'

/** @returns seconds until the command was done */
export async function runNpm(folder: string, args: readonly string[]): Promise<number> {
  const startedAt = performance.now()
  const { child, output } = npm(folder, args, {})
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`npm ${args.join(' ')} ended with ${code}:\n${output()}`)
  return secondsSince(startedAt)
}

/** Starts the server, requests a page, and stops it. @returns seconds until the page had arrived */
export async function startUntilAnswered(folder: string): Promise<number> {
  const startedAt = performance.now()
  const { child, output } = npm(folder, ['start'], { PORT: '0' })
  const closed = once(child, 'close')
  try {
    const response = await fetch(await readyUrl(child, output))
    await response.text()
    if (!response.ok) throw new Error(`The server answered with ${response.status}.`)
    return secondsSince(startedAt)
  } finally {
    child.kill()
    // Closed when the last process that could write to it has ended, not just npm.
    await closed
  }
}

const secondsSince = (startedAt: number) => (performance.now() - startedAt) / 1000

function npm(folder: string, args: readonly string[], env: Record<string, string>) {
  let output = ''
  const child = spawn('npm', args, {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-10_000)
    })
  }
  const kill = () => child.kill()
  process.once('exit', kill)
  child.once('close', () => process.off('exit', kill))
  return { child, output: () => output }
}

function readyUrl(child: ChildProcess, output: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    child.stdout?.on('data', () => {
      const url = /ready on (http:\/\/localhost:\d+)/.exec(output())?.[1]
      if (url) resolve(url)
    })
    child.once('error', reject)
    child.once('close', (code) => reject(new Error(`npm start ended with ${code}:\n${output()}`)))
  })
}
