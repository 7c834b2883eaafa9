// From a clone to the tests in other engines: in those that are installed; for the others it says what to install.
import { build } from './build.mjs'
import { forTests } from './environment.mjs'
import { findFirefox, findWebKit } from './find-engines.mjs'
import { install } from './install.mjs'
import { withLock } from './lock.mjs'
import { stopWithParent } from './parent.mjs'
import { inRoot } from './root.mjs'
import { run } from './run.mjs'

const config = 'e2e/engines/playwright.config.ts'

/** @param {readonly string[]} args for Playwright, such as `-g G05` */
export async function engines(args) {
  stopWithParent()
  const all = [findFirefox(), findWebKit()]
  for (const engine of all) if ('missing' in engine) console.log(`${engine.name}: not found: ${engine.missing}`)
  if (all.every((engine) => 'missing' in engine)) return
  await withLock(async () => {
    await install(console.log)
    await build(console.log)
  })
  const playwright = [inRoot('node_modules/playwright/cli.js'), 'test', '-c', config, ...args]
  process.exitCode = await run(process.execPath, playwright, { env: forTests(process.env), output: 'inherit' })
}
