// Adds up a run's results. A test that did not run has not passed, and neither has a task without a report.
import { existsSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { outcomesIn } from './reports.mjs'

/**
 * @typedef {{ taskId: string, directory: string, exitCode: number | null, cached: boolean }} Task exit code null: it did not run
 * @typedef {{ task: string, passed: number, failed: number, cached: boolean, note: string, failures?: readonly string[] }} Count
 */

/** Where a task leaves its report, from the project's root; null for a task that only passes or fails. @param {{ taskId: string, directory: string }} task */
export function reportOf({ taskId, directory }) {
  if (taskId === '//#e2e') return '.reports/e2e.json'
  if (taskId === '//#test:tools') return '.reports/tools.json'
  return taskId.endsWith('#test') ? `${directory}/.reports/results.json` : null
}

/** @param {Task} task @param {(path: string) => unknown} [read] @returns {Count} */
export function countOf(task, read = readReport) {
  const { taskId, exitCode, cached } = task
  const base = { task: taskId.replace('//#', ''), cached, note: '' }
  if (exitCode === null) return { ...base, passed: 0, failed: 1, note: 'did not run' }
  const path = reportOf(task)
  if (!path) return { ...base, passed: exitCode === 0 ? 1 : 0, failed: exitCode === 0 ? 0 : 1 }
  const report = read(path)
  if (!report) return { ...base, passed: 0, failed: 1, note: `left no report at ${path}` }
  const { passed, failed, notRun } = inReport(report)
  // Such as a file that could not be loaded, or an error outside any test.
  const unnamed = exitCode !== 0 && failed + notRun === 0 ? 1 : 0
  const note = notRun ? `${notRun} did not run` : ''
  const failures = outcomesIn(report).filter((outcome) => !outcome.passed)
  return { ...base, passed, failed: failed + notRun + unnamed, note, failures: failures.map(line) }
}

/** Where the output ends it is named once more, with the first line of why. @param {import('./reports.mjs').Outcome} failure */
function line({ file, title, why }) {
  const [reason] = why.split('\n')
  return `${basename(file)} › ${title}: ${reason || 'no reason given'}`
}

/** The JSON reports of Playwright and of vitest. @param {any} report */
function inReport({ stats, ...report }) {
  if (stats) return { passed: stats.expected, failed: stats.unexpected + stats.flaky, notRun: stats.skipped }
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = report
  return { passed: numPassedTests, failed: numFailedTests, notRun: numPendingTests + numTodoTests }
}

/** @param {readonly Count[]} counts */
export function totalLine(counts) {
  const sum = (/** @type {'passed' | 'failed'} */ key) => counts.reduce((total, count) => total + count[key], 0)
  return `${sum('passed')} passed, ${sum('failed')} failed`
}

/** @param {readonly Count[]} counts */
export function table(counts) {
  const width = Math.max(...counts.map(({ task }) => task.length))
  return counts.flatMap(({ task, passed, failed, cached, note, failures = [] }) => {
    const numbers = `${String(passed).padStart(5)} passed ${String(failed).padStart(4)} failed`
    const row = `  ${failed ? '✗' : '✓'} ${task.padEnd(width)} ${numbers}${cached ? '  (unchanged)' : ''}${note && `  ${note}`}`
    return [row, ...failures.map((one) => `      ${one}`)]
  })
}

/** @param {string} path */
function readReport(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null
}
