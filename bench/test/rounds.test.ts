/** Ratios are computed within a round, so each round must have every contender once, and none always first. */
import { expect, test } from 'vitest'
import { inRounds } from '../src/measure/measure'

const figures = { p50: 0, p99: 0, serverMicros: 0, databaseMicros: 0, loadMicros: 0 }

test('each round measures every contender once, starting with a different one, and the first round is not reported', async () => {
  const asked: string[] = []
  const rounds = await inRounds(['a', 'b', 'c'], { rounds: 2 }, async (one) => {
    asked.push(one)
    return { ...figures, perSecond: asked.length }
  })
  expect(asked.join('')).toBe('abcbcacab')
  expect(rounds.map((ofOne) => ofOne.map(({ perSecond }) => perSecond))).toEqual([
    [6, 8],
    [4, 9],
    [5, 7],
  ])
})
