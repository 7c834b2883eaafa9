// From a clone to browser measurements: install, build, get a browser, each only if needed, then measure.
import { browser } from './browser.mjs'
import { build } from './build.mjs'
import { forTests } from './environment.mjs'
import { install } from './install.mjs'
import { withLock } from './lock.mjs'
import { run } from './run.mjs'

/** @param {readonly string[]} args `--runs 15` */
export async function benchBrowser(args) {
  const env = await withLock(async () => {
    await install(console.error)
    await build(console.error)
    return { ...forTests(process.env), CHROMIUM_PATH: await browser(console.error) }
  })
  const program = ['--import', 'tsx', 'bench/browser/main.ts', ...args]
  process.exitCode = await run(process.execPath, program, { env, output: 'inherit' })
}
