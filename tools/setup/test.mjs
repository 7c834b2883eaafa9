// From a clone to totals: installs what the tests need, runs every check and test through turbo, adds up the results.
import { rmSync } from 'node:fs'
import { browser } from './browser.mjs'
import { forTests } from './environment.mjs'
import { install } from './install.mjs'
import { withLock } from './lock.mjs'
import { stopWithParent } from './parent.mjs'
import { inRoot } from './root.mjs'
import { countOf, reportOf, table, totalLine } from './totals.mjs'
import { plan, runTasks } from './turbo.mjs'

/** @typedef {import('./totals.mjs').Task} Task */

const checks = [
  'check:biome',
  'check:imports',
  'check:files',
  'check:unused',
  'check:types',
  'typecheck',
  'test:tools',
  'test',
  'build',
]
/** Last: a browser that shares two cores with a compiler is slow to the point of failing. */
const inBrowser = ['e2e']

export async function test() {
  stopWithParent()
  tell(await withLock(runAll))
}

async function runAll() {
  await install(console.log)
  const env = { ...forTests(process.env), CHROMIUM_PATH: await browser(console.log) }
  removeReports(plan([...checks, ...inBrowser], env))
  return [...(await runTasks(checks, env)), ...(await runTasks(inBrowser, env))]
}

/** Turbo puts back the reports of what it need not run again: what lies there afterwards is of this state of the sources. @param {readonly { taskId: string, directory: string }[]} planned */
function removeReports(planned) {
  for (const task of planned) {
    const report = reportOf(task)
    if (report) rmSync(inRoot(report), { force: true })
  }
}

/** @param {readonly Task[]} tasks */
function tell(tasks) {
  // The browser tests list the build again.
  const once = [...new Map(tasks.map((task) => [task.taskId, task])).values()]
  const counts = once.map((task) => countOf(task))
  console.log(['', ...table(counts), '', totalLine(counts)].join('\n'))
  process.exitCode = counts.some(({ failed }) => failed > 0) ? 1 : 0
}
