/** G04 in random interleavings. A failure prints seed, path and the smallest schedule that shows it. */
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { play } from './play'
import { aScene } from './scene'
import { schedules } from './schedule'
import { type TwoInstances, twoInstances } from './two-instances'

let two: TwoInstances
beforeAll(async () => {
  two = await twoInstances()
})
afterAll(() => two[Symbol.asyncDispose]())

/** Enough for a few hundred schedules; a busy machine plays fewer. In milliseconds. */
const limit = 25_000

test('G04 G14 G28 ended sessions are dead and others alive, for any order of steps on two instances', async () => {
  const { raced: bystander } = await aScene(two.instances[0])
  let played = 0
  const property = fc.asyncProperty(schedules, async (schedule) => {
    expect(await play(two.instances, schedule, bystander)).toEqual([])
    played += 1
  })
  await fc.assert(property, { numRuns: 200, interruptAfterTimeLimit: limit })
  console.info(`${played} random schedules, no survivor`)
}, 120_000)
