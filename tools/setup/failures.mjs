// What failed, by name: read from the JSON reports of vitest and of Playwright, told once more where the output ends.
import { basename } from 'node:path'
import { stripVTControlCharacters } from 'node:util'

/** Each with its file, its title and the first line of why. @param {any} report @returns {string[]} */
export function failuresIn({ suites = [], testResults = [] }) {
  return [...testResults.flatMap(inVitest), ...suites.flatMap(inPlaywright)]
}

/** A file that could not be loaded has no tests, but says why. @param {any} file @returns {string[]} */
function inVitest({ name, status, message, assertionResults }) {
  const failed = assertionResults.filter((/** @type {any} */ one) => one.status === 'failed')
  if (!failed.length) return status === 'failed' ? [line(name, 'the file itself', message)] : []
  return failed.map((/** @type {any} */ one) => line(name, one.fullName, one.failureMessages[0]))
}

/** @param {any} suite @returns {string[]} */
function inPlaywright({ suites = [], specs = [] }) {
  const failed = specs.filter((/** @type {any} */ { ok }) => !ok)
  return [...failed.map(ofSpec), ...suites.flatMap(inPlaywright)]
}

/** @param {any} spec */
function ofSpec({ file, title, tests }) {
  const results = tests.flatMap((/** @type {any} */ { results }) => results)
  return line(file, title, results.find((/** @type {any} */ { error }) => error)?.error.message)
}

/** @param {string} file @param {string} title @param {string} [why] */
function line(file, title, why) {
  const [reason] = stripVTControlCharacters(why ?? '')
    .trim()
    .split('\n')
  return `${basename(file)} › ${title}: ${reason || 'no reason given'}`
}
