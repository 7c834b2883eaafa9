// Finds a Chromium for the browser tests, or installs one. Never touches the user's own browser profile.
import { existsSync } from 'node:fs'
import { forSetup } from './environment.mjs'
import { findBrowser, isProgram } from './find-browser.mjs'
import { inRoot } from './root.mjs'
import { quietly, StepFailed } from './run.mjs'

/** Its path. @param {(line: string) => void} say @returns {Promise<string>} */
export async function browser(say) {
  const asked = process.env.CHROMIUM_PATH
  if (asked) {
    if (isProgram(asked)) return asked
    throw new StepFailed(`CHROMIUM_PATH must be the path of a Chromium that can be run; there is none at ${asked}`)
  }
  const found = await find()
  if (found) return found
  say('Installing a browser …')
  return (await fromPlaywright()) ?? (await fromDebian()) ?? missing()
}

/** Not imported at the top: this file is loaded before anything is installed. */
async function find() {
  const { chromium } = await import('@playwright/test')
  return findBrowser(chromium.executablePath())
}

async function fromPlaywright() {
  const cli = inRoot('node_modules/playwright/cli.js')
  return afterwards('Fetching a browser', process.execPath, [cli, 'install', 'chromium'])
}

/** For root on Debian or Ubuntu, as in most containers: the package includes its libraries. */
async function fromDebian() {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return null
  const commands =
    'apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends chromium'
  return afterwards('Installing Chromium', 'sh', ['-c', commands])
}

/** @param {string} what @param {string} command @param {readonly string[]} args */
async function afterwards(what, command, args) {
  try {
    await quietly(what, command, args, forSetup(process.env))
    return await find()
  } catch (error) {
    if (error instanceof StepFailed) return null
    throw error
  }
}

/** @returns {never} */
function missing() {
  throw new StepFailed(
    'The browser tests need Chromium, which could not be fetched: run `npx playwright install --with-deps chromium`, or name one in CHROMIUM_PATH.',
  )
}
