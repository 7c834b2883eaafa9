/** G04, each interleaving separately: a refresh and an ending, stopped wherever the other can overtake it. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { battery, runAll } from './battery'
import { type TwoInstances, twoInstances } from './two-instances'

let two: TwoInstances
beforeAll(async () => {
  two = await twoInstances()
})
afterAll(() => two[Symbol.asyncDispose]())

const named = battery.map((one) => [one.kind.name, one.pause.name, one] as const)

test.each(named)('G04 G28 %s wins over a refresh %s', async (_kind, _pause, { kind, pause }) => {
  expect(await runAll(two.instances, kind, pause)).toEqual([])
})
