// Builds the copy, and after a break only the affected part. Restores the intact build from its own copy.
import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { forSetup } from '../setup/environment.mjs'
import { StepFailed } from '../setup/run.mjs'
import { runIn } from './run-in.mjs'

/** @typedef {import('./break.mjs').Build} Build */

/** @type {Record<Exclude<Build, 'none'>, { outputs: string[], steps: [folder: string, args: string[]][] }>} */
const builds = {
  server: {
    outputs: ['apps/web/dist'],
    steps: [
      ['apps/web', ['scripts/build-server.mjs']],
      ['apps/web', ['scripts/build-server.mjs', 'src/server/pages/thread.ts', 'dist/pages-thread.js']],
    ],
  },
  pages: { outputs: ['apps/web/.next'], steps: [['apps/web', ['../../node_modules/next/dist/bin/next', 'build']]] },
  client: {
    outputs: ['apps/web/.next', 'packages/client/dist'],
    steps: [
      ['packages/client', ['../../node_modules/tsdown/dist/run.mjs', '--log-level=warn']],
      ['apps/web', ['../../node_modules/next/dist/bin/next', 'build']],
    ],
  },
}

const all = ['apps/web/dist', 'apps/web/.next', 'packages/client/dist']
const aside = (/** @type {string} */ copy, /** @type {string} */ output) => join(copy, '.sound', output)

/** @param {string} copy @param {boolean} withPages whether any test needs more than the sources */
export async function buildWhole(copy, withPages) {
  const tasks = withPages ? ['build', '--filter=@campusbite/web...'] : ['generate']
  await step(copy, '.', ['node_modules/turbo/bin/turbo', 'run', ...tasks, '--output-logs=errors-only'])
  if (withPages) for (const output of all) cpSync(join(copy, output), aside(copy, output), { recursive: true })
}

/** @param {string} copy @param {Build} which */
export async function buildBroken(copy, which) {
  if (which === 'none') return
  for (const [folder, args] of builds[which].steps) await step(copy, folder, args)
}

/** @param {string} copy @param {Build} which */
export function restoreBuild(copy, which) {
  if (which === 'none') return
  for (const output of builds[which].outputs) {
    rmSync(join(copy, output), { recursive: true, force: true })
    cpSync(aside(copy, output), join(copy, output), { recursive: true })
  }
}

/** @param {string} copy @param {string} folder @param {string[]} args */
async function step(copy, folder, args) {
  const env = { ...forSetup(process.env), NODE_ENV: 'production' }
  const { code, output } = await runIn(join(copy, folder), args, env)
  if (code !== 0) throw new StepFailed(`The copy cannot be built (${args.join(' ')}):\n${output.slice(-2_000)}`)
}
