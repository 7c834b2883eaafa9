// Runs one Node program in a folder of the copy, with a time limit. Judges nothing.
import { spawn } from 'node:child_process'
import { once } from 'node:events'

const patienceMs = 8 * 60_000

/** @param {string} cwd @param {readonly string[]} args @param {NodeJS.ProcessEnv} env @returns {Promise<{ code: number, output: string }>} */
export async function runIn(cwd, args, env) {
  const child = spawn(process.execPath, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
  const forget = () => child.kill()
  process.once('exit', forget)
  const patience = setTimeout(forget, patienceMs)
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
  const [code] = await once(child, 'close')
  clearTimeout(patience)
  process.off('exit', forget)
  return { code: code ?? 1, output }
}
