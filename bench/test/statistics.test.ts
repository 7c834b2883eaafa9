/** The arithmetic of the results. No test here asserts a time. */
import { expect, test } from 'vitest'
import { median, quantile, ratios, spread } from '../src/statistics'

test('the median of an odd and of an even number of values, in whatever order', () => {
  expect(median([5, 1, 3])).toBe(3)
  expect(median([4, 1, 3, 2])).toBe(2.5)
})

test('a quantile lies between two neighbors', () => {
  expect(quantile([10, 20], 0.99)).toBeCloseTo(19.9)
  expect(quantile([7], 0.99)).toBe(7)
  expect(() => quantile([], 0.5)).toThrow(RangeError)
})

test('ratios are computed within a round, so a machine that slows down between rounds does not change them', () => {
  expect(ratios([200, 20, 2], [100, 10, 1])).toEqual({ median: 2, min: 2, max: 2 })
  expect(ratios([1, 3], [1, 1])).toEqual({ median: 2, min: 1, max: 3 })
  expect(() => ratios([1], [1, 2])).toThrow(RangeError)
})

test('a spread names the lowest and the highest', () => {
  expect(spread([3, 1, 2])).toEqual({ median: 2, min: 1, max: 3 })
})
