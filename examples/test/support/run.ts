/** Runs an example as its README says, against the real API. */
import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)
export const examples = fileURLToPath(new URL('../../', import.meta.url))
export const tsx = createRequire(import.meta.url).resolve('tsx/cli')

/** @returns its output, by line */
export async function runExample(command: string, args: readonly string[], env: Record<string, string>) {
  const { PATH = '' } = process.env
  const { stdout } = await run(command, args, { cwd: examples, env: { PATH, ...env } })
  return stdout.trim().split('\n')
}
