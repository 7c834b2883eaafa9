// From a clone to measured figures: install, build, measure, the first two only where needed.
import { forTests } from './environment.mjs'
import { install } from './install.mjs'
import { withLock } from './lock.mjs'
import { root } from './root.mjs'
import { giveUp, quietly, run } from './run.mjs'
import { turbo } from './turbo.mjs'

/** @param {string[]} args */
export async function bench(args) {
  process.chdir(root)
  const env = forTests(process.env)
  try {
    await withLock(async () => {
      await install(console.error)
      console.error('Building what changed …')
      await quietly('Building', process.execPath, [turbo, 'run', 'build', '--output-logs=new-only'], env)
    })
    process.exitCode = await run(process.execPath, ['--import', 'tsx', 'bench/src/main.ts', ...args], {
      env,
      output: 'inherit',
    })
  } catch (error) {
    giveUp(error)
  }
}
