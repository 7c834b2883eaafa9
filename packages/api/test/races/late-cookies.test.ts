/** G04 over HTTP in cookie mode: no answer that comes late gives a browser back what a logout has taken from it. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { endings } from './endings'
import { lateAnswers, leftInJar } from './late-answer'
import { type TwoInstances, twoInstances } from './two-instances'

let two: TwoInstances
beforeAll(async () => {
  two = await twoInstances()
})
afterAll(() => two[Symbol.asyncDispose]())

const races = endings.flatMap((kind) => lateAnswers.map((late) => [kind.name, late.name, kind, late] as const))

test.each(races)('G04 after %s, a refresh held %s sets no cookie', async (_kind, _late, kind, late) => {
  for (const elsewhere of [false, true]) expect(await leftInJar(two.instances, kind, late, elsewhere)).toEqual([])
})
