// From a clone to measurements: install and build if needed, then measure.
import { forTests } from './environment.mjs'
import { install } from './install.mjs'
import { withLock } from './lock.mjs'
import { quietly, run } from './run.mjs'
import { turbo } from './turbo.mjs'

/** @param {string[]} args */
export async function bench(args) {
  const env = forTests(process.env)
  await withLock(async () => {
    await install(console.error)
    console.error('Building what changed …')
    await quietly('Building', process.execPath, [turbo, 'run', 'build', '--output-logs=new-only'], env)
  })
  const program = ['--import', 'tsx', 'bench/src/main.ts', ...args]
  process.exitCode = await run(process.execPath, program, { env, output: 'inherit' })
}
