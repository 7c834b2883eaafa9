// What files of this project may not be, be named or contain. One rule per function; each says what to do instead.
import { basename } from 'node:path'
import { isForTests } from './files.mjs'
import { parse } from './parse.mjs'

/** @typedef {{ line?: number, says: string }} Fault */

const mostLines = 200
const empty = new Set(['util', 'utils', 'helper', 'helpers', 'common', 'misc', 'data', 'info'])

/** @param {string} file @param {string} text @returns {Fault[]} */
export function codeFaults(file, text) {
  return [...nameFaults(file), ...lengthFaults(file, text), ...accessFaults(file, text)]
}

/** @param {string} file @returns {Fault[]} */
function nameFaults(file) {
  return file
    .split('/')
    .map((part) => part.replace(/\..*$/, ''))
    .filter((part) => empty.has(part))
    .map((part) => ({ says: `'${part}' names no content: call it what it does, or put it beside its one user` }))
}

/** @param {string} file @param {string} text @returns {Fault[]} */
function lengthFaults(file, text) {
  const lines = text.trimEnd().split('\n').length
  return lines > mostLines && !isForTests(file)
    ? [{ says: `${lines} lines, ${mostLines} at most: cut it where it does two things` }]
    : []
}

const accessRules = [
  {
    bad: /\.waitForTimeout$/,
    where: () => true,
    says: 'waits for time: wait for the fact (expect.poll, waitForResponse, a locator)',
  },
  {
    bad: /^(test|it|describe|suite|bench)(\.\w+)*\.(only|skip|skipIf|runIf|todo|fixme)$/,
    where: isForTests,
    says: 'a test that does not run proves nothing: fix it or delete it',
  },
  {
    bad: /^(globalThis\.)?process\.env$/,
    where: (/** @type {string} */ file) => !mayReadEnvironment(file),
    says: 'only env.ts reads the environment: take the setting as an argument',
  },
]

/** @param {string} file */
const mayReadEnvironment = (file) =>
  isForTests(file) ||
  /^env\.[mc]?[jt]s$/.test(basename(file)) ||
  /\.config\.[mc]?[jt]s$/.test(file) ||
  /(^|\/)(tools|scripts)\//.test(file)

/** @param {string} file @param {string} text @returns {Fault[]} */
function accessFaults(file, text) {
  const rules = accessRules.filter(({ where }) => where(file))
  return parse(text, file).accesses.flatMap(({ chain, line }) =>
    rules.filter(({ bad }) => bad.test(chain)).map(({ says }) => ({ line, says })),
  )
}
