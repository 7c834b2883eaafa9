// Runs chosen tests in the copy, and reads from their reports which of them passed, and why the others failed.
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { forTests } from '../setup/environment.mjs'
import { outcomesIn } from '../setup/reports.mjs'
import { patternOf } from './break.mjs'
import { runIn } from './run-in.mjs'

/**
 * @typedef {import('./break.mjs').Proof} Proof
 * @typedef {Pick<import('../setup/reports.mjs').Outcome, 'title' | 'passed' | 'why'>} Outcome
 */

/** @param {string} copy @param {readonly Proof[]} proofs @param {string} chromium @returns {Promise<Outcome[]>} */
export async function runTests(copy, proofs, chromium) {
  const env = { ...forTests(process.env), CHROMIUM_PATH: chromium }
  const outcomes = []
  for (const folder of new Set(proofs.map(({ file }) => folderOf(file)))) {
    const here = proofs.filter(({ file }) => folderOf(file) === folder)
    const report = join(copy, folder === 'e2e' ? '.' : folder, '.reports/results.json')
    rmSync(report, { force: true })
    const files = [...new Set(here.map(({ file }) => file.slice(folder.length + 1)))]
    const titles = here.map(({ title }) => `(${patternOf(title)})`).join('|')
    const { output } = await (folder === 'e2e'
      ? runIn(
          copy,
          ['node_modules/playwright/cli.js', 'test', ...files, '-g', titles, '--reporter=json', '--project=chromium'],
          {
            ...env,
            PLAYWRIGHT_JSON_OUTPUT_NAME: report,
          },
        )
      : runIn(join(copy, folder), [...vitest(folder), ...files.map(runs), '-t', titles], env))
    if (!existsSync(report)) throw new Error(`The tests left no report:\n${output.slice(-2_000)}`)
    outcomes.push(...outcomesIn(JSON.parse(readFileSync(report, 'utf8'))))
  }
  return outcomes
}

/** The workspace, or `e2e`. @param {string} file */
const folderOf = (file) => (file.startsWith('e2e/') ? 'e2e' : file.split('/').slice(0, 2).join('/'))

/** The test that runs a suite. @param {string} file */
const runs = (file) => (file.startsWith('test/suites/') ? 'test/stores.test.ts' : file)

/** @param {string} folder */
const vitest = (folder) => [
  '../../node_modules/vitest/vitest.mjs',
  'run',
  '--reporter=json',
  // If a suite runs on both databases, only the server shows races.
  ...(folder === 'packages/api' ? ['--project=postgresql'] : []),
]

/** Each proof must have a test, and it must fail by an assertion, not because its file or a server could not start. @param {readonly Proof[]} proofs @param {readonly Outcome[]} outcomes */
export function verdict(proofs, outcomes) {
  return proofs.map((proof) => {
    const own = outcomes.filter(({ title }) => new RegExp(patternOf(proof.title)).test(title))
    const failed = own.filter(({ passed, why }) => !passed && isExpectation(why))
    return {
      proof,
      ran: own.length,
      sound: own.length > 0 && own.every(({ passed }) => passed),
      caught: failed.length > 0,
      why: (failed[0] ?? own.find(({ passed }) => !passed))?.why ?? '',
    }
  })
}

/** Failures that mean a test could not run, and say nothing about the code. */
const unrunnable =
  /The server stopped at its start|is not built|SyntaxError|Transform failed|is not defined|Cannot find/

const isExpectation = (/** @type {string} */ why) => !unrunnable.test(why)
