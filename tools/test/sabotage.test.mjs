// The code that `npm run sabotage` breaks and the tests that it runs still exist, and docs/sabotage.md matches.
import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { broken, patternOf } from '../sabotage/break.mjs'
import { breaks } from '../sabotage/breaks.mjs'
import { document } from '../sabotage/table.mjs'
import { verdict } from '../sabotage/tests.mjs'
import { inRoot } from '../setup/root.mjs'

const read = (/** @type {string} */ path) => readFileSync(inRoot(path), 'utf8')

test('every P0 guarantee is broken at least once', () => {
  const wanted = Array.from({ length: 16 }, (_, index) => `G${String(index + 1).padStart(2, '0')}`)
  expect([...new Set(breaks.map(({ guarantee }) => guarantee))]).toEqual(expect.arrayContaining(wanted))
})

test.each(breaks.map((it) => /** @type {const} */ ([`${it.guarantee} ${it.says}`, it])))('%s', (_, it) => {
  expect(broken(read(it.file), it)).not.toBe(read(it.file))
  for (const { file, title } of it.caughtBy) {
    expect([file, existsSync(inRoot(file)) && read(file).includes(title)]).toEqual([file, true])
  }
})

test('docs/sabotage.md matches the list', () => {
  expect(read('docs/sabotage.md')).toBe(document(breaks))
})

test('refuses a break whose text is missing or occurs twice', () => {
  const it = { file: 'a.ts', find: 'x', put: 'y' }
  expect(() => broken('a b', it)).toThrow('0 times')
  expect(() => broken('x x', it)).toThrow('2 times')
  expect(broken('a x', { ...it, put: "$'$&" })).toBe("a $'$&")
})

const proof = { file: 'a.test.ts', title: 'G01 of %s (all) ends' }
const outcome = (/** @type {boolean} */ passed, why = '') => ({ title: 'suite G01 of one (all) ends', passed, why })

test('a title with placeholders matches the name that the run reports', () => {
  expect('G08 nothing is left with the server silent, at once').toMatch(
    new RegExp(patternOf(`G08 nothing is left with \${what}, at once`)),
  )
  expect('suite G01 of one (all) ends').toMatch(new RegExp(patternOf(proof.title)))
})

/** @type {[what: string, outcomes: Parameters<typeof verdict>[1], sound: boolean, caught: boolean][]} */
const verdicts = [
  ['passes', [outcome(true)], true, false],
  ['fails by an assertion', [outcome(true), outcome(false, 'AssertionError: expected 200 to be 401')], false, true],
  ['could not be run', [outcome(false, 'Error: The server stopped at its start (1)')], false, false],
  ['did not run', [], false, false],
]

test.each(verdicts)('a test that %s', (_, outcomes, sound, caught) => {
  expect(verdict([proof], outcomes)).toEqual([expect.objectContaining({ sound, caught })])
})
