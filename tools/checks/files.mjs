// Which files of this project the checks read: those written by hand, never what was installed, built or generated.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'

const notOurs = new Set([
  'node_modules',
  '.git',
  '.next',
  '.turbo',
  '.cache',
  '.data',
  '.reports',
  'dist',
  'generated',
  'coverage',
  'test-results',
  'playwright-report',
])

/** Paths from `root`, with `/`, of the files that end so. @param {string} root @param {RegExp} ending @returns {string[]} */
export function filesIn(root, ending, folder = '') {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder ? `${folder}/${entry.name}` : entry.name
    if (entry.isDirectory()) return notOurs.has(entry.name) ? [] : filesIn(root, ending, path)
    return entry.isFile() && ending.test(entry.name) ? [path] : []
  })
}

export const code = /\.(ts|tsx|mts|cts|js|mjs|cjs|jsx)$/

/** Code that only runs in tests, however it is named. @param {string} path */
export const isForTests = (path) =>
  /\.(test|spec|bench|test-d)\.[cm]?[jt]sx?$/.test(path) || /(^|\/)(test|tests|testing|e2e|bench|fixtures)\//.test(path)

/** @param {readonly { file: string, line?: number, says: string }[]} faults */
export function report(faults) {
  for (const { file, line, says } of faults) console.error(`${file}${line ? `:${line}` : ''}  ${says}`)
  process.exitCode = faults.length > 0 ? 1 : 0
}
