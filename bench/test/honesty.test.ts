/** There is no report if the database or a response disagrees. */
import { expect, test } from 'vitest'
import { Dishonest, requireHonest } from '../src/honesty'

const right = { who: 'a server', answered: 10, wrong: 0, rowsBefore: 100, rowsAfter: 90, left: 0 }

test('reports results that add up', () => {
  expect(() => requireHonest(right)).not.toThrow()
})

test.each([
  ['rows that are still there', { left: 1 }],
  ['fewer rows gone than endings answered', { rowsAfter: 91 }],
  ['more rows gone than endings answered', { rowsAfter: 89 }],
  ['one wrong answer', { wrong: 1, example: '500 Sorry' }],
  ['no answer at all', { answered: 0, rowsAfter: 100 }],
])('%s: no report', (_, change) => {
  expect(() => requireHonest({ ...right, ...change })).toThrow(Dishonest)
})

test('the message names the contender whose response was wrong, and shows it', () => {
  expect(() => requireHonest({ ...right, wrong: 1, example: '500 Sorry' })).toThrow(/a server: .*500 Sorry/)
})
