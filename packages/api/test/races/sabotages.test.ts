/** G04, the other way round: the battery detects deliberate mistakes. */
import { expect, test } from 'vitest'
import { pausesOf, runAll } from './battery'
import { logoutByCurrentToken } from './endings'
import type { Sabotage } from './instance'
import { lateAnswers, leftInJar } from './late-answer'
import { deleteByToken, insertOrUpdate, lateCookie, readThenUpdate } from './sabotages'
import { twoInstances } from './two-instances'

const survivorsOf: [string, Sabotage, RegExp[]][] = [
  [readThenUpdate.name, readThenUpdate, [/access token \d to the end of its life/]],
  [insertOrUpdate.name, insertOrUpdate, [/the row/, /refresh token \d in the database/]],
  [deleteByToken.name, deleteByToken, [/the row/, /refresh token \d on instance 2/, /access token \d on instance 1/]],
]

test.each(survivorsOf)('G04 the battery detects %s', async (_, sabotage, survivors) => {
  await using two = await twoInstances(sabotage)
  const found: string[] = []
  for (const pause of pausesOf(logoutByCurrentToken)) {
    // A wrong implementation need not even reach the point where it was to be stopped.
    const race = runAll(two.instances, logoutByCurrentToken, pause)
    found.push(...(await race.catch((error: Error) => [error.message])))
  }
  for (const survivor of survivors) expect(found.join('\n')).toMatch(survivor)
})

test('G04 the battery detects a refresh that sets cookies without a final check', async () => {
  await using two = await twoInstances(lateCookie)
  const left: number[] = []
  for (const late of lateAnswers) {
    left.push((await leftInJar(two.instances, logoutByCurrentToken, late, true)).length)
  }
  // One that had not reached the database when the session ended is refused there.
  expect(left).toEqual([0, 2, 2, 2])
})
