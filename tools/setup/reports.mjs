// Reads the JSON reports of vitest and Playwright: each test that ran, whether it passed, and why not. Counts nothing.
import { stripVTControlCharacters } from 'node:util'

/** @typedef {{ file: string, title: string, passed: boolean, why: string }} Outcome */

/** @param {any} report @returns {Outcome[]} */
export function outcomesIn({ suites = [], testResults = [] }) {
  return [...testResults.flatMap(inVitest), ...suites.flatMap(inPlaywright)]
}

/** A file that could not be loaded has no tests, but gives a reason. @param {any} file @returns {Outcome[]} */
function inVitest({ name, status, message, assertionResults }) {
  const outcomes = assertionResults
    .filter((/** @type {any} */ one) => one.status === 'passed' || one.status === 'failed')
    .map((/** @type {any} */ one) => outcome(name, one.fullName, one.status === 'passed', one.failureMessages))
  const explained = status !== 'failed' || outcomes.some((/** @type {Outcome} */ { passed }) => !passed)
  return explained ? outcomes : [...outcomes, outcome(name, 'the file itself', false, [message])]
}

/** @param {any} suite @returns {Outcome[]} */
function inPlaywright({ suites = [], specs = [] }) {
  return [...specs.map(ofSpec), ...suites.flatMap(inPlaywright)]
}

/** @param {any} spec */
function ofSpec({ file, title, ok, tests }) {
  const messages = tests.flatMap((/** @type {any} */ { results }) =>
    results.flatMap((/** @type {any} */ { errors }) => errors.map((/** @type {any} */ { message }) => message)),
  )
  return outcome(file, title, ok, messages)
}

/** @param {string} file @param {string} title @param {boolean} passed @param {string[]} messages @returns {Outcome} */
const outcome = (file, title, passed, messages) => {
  return { file, title, passed, why: stripVTControlCharacters(messages.join('\n')).trim() }
}
