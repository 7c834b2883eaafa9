/** G04 across two processes on one PostgreSQL: nothing is held anywhere, thousands of rounds, survivors are counted. */
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { endings } from './endings'
import { aScene, newest } from './scene'
import { type TwoProcesses, twoProcesses } from './two-processes'

let opened: TwoProcesses | undefined
const ready = () => {
  if (!opened) throw new Error('The processes have not started.')
  return opened
}
beforeAll(async () => {
  opened = await twoProcesses()
})
afterAll(() => opened?.[Symbol.asyncDispose]())

const rounds = 2_000
/** Milliseconds after which a busy machine plays no more rounds. */
const limit = 40_000
const atOnce = 50
/** Reuse needs an old token, and is left to the battery. */
const kinds = endings.filter(({ reason }) => reason !== 'reuse')

const draws = fc.record({ swapped: fc.boolean(), jobs: fc.array(job(), { minLength: atOnce, maxLength: atOnce }) })

/**
 * Random delays such that some endings are overtaken by a refresh and most are not: an ending takes longer than a query, and a
 * refresh part of one.
 */
function job() {
  return fc.record({ kind: fc.constantFrom(...kinds), endAfter: fc.nat(4), refreshAfter: fc.nat(12) })
}

test(`G04 G28 up to ${rounds} rounds: one process keeps refreshing, the other ends the session, and nothing survives`, async () => {
  const { watcher, workers } = ready()
  const { prisma } = watcher.database
  const seed = Date.now()
  const survivors: string[] = []
  const refreshes: number[] = []
  const startedAt = performance.now()
  for (const { swapped, jobs } of fc.sample(draws, { seed, numRuns: rounds / atOnce })) {
    if (performance.now() - startedAt > limit) break
    const [refresher, ender] = swapped ? [workers[1], workers[0]] : workers
    const scenes = await ender.call('scenes', atOnce, 0)
    const drawn = scenes.flatMap((scene, at) => (jobs[at] ? [{ scene, ...jobs[at] }] : []))
    const endings = drawn.map(({ scene, kind, endAfter }) => ({ scene, kind: kind.name, after: endAfter }))
    const refreshing = drawn.map(({ scene, refreshAfter }) => ({ scene, after: refreshAfter }))
    const [issued] = await Promise.all([refresher.call('refreshUntilEnded', refreshing), ender.call('end', endings)])
    refreshes.push(...issued.map(({ length }) => length))

    const sids = scenes.map(({ raced }) => raced.sid)
    const rows = await prisma.session.findMany({ where: { sid: { in: sids } } })
    survivors.push(...rows.map(({ sid }) => `the row of ${sid}`))
    const records = await prisma.sessionEnding.findMany({ where: { sid: { in: sids } } })
    const reasons = new Map(records.map(({ sid, reason }) => [sid, reason]))
    expect(sids.map((sid) => reasons.get(sid))).toEqual(jobs.map(({ kind }) => kind.reason))

    await Promise.all(workers.map((worker) => worker.call('know', sids)))
    const pairs = scenes.flatMap(({ raced }, at) => [...raced.pairs, ...(issued[at] ?? [])].slice(-2))
    survivors.push(...(await refresher.call('survivingRefresh', pairs)))
    for (const worker of workers) survivors.push(...(await worker.call('survivingAccess', pairs)))
  }
  const overtaken = refreshes.filter((count) => count > 0).length
  console.info(
    `${refreshes.length} rounds in two processes: ${overtaken} after a refresh, ${survivors.length} survivors`,
  )
  expect({ seed, survivors }).toEqual({ seed, survivors: [] })
  // Otherwise one side was always first, and nothing has raced.
  expect(overtaken).toBeGreaterThan(refreshes.length / 20)
  expect(overtaken).toBeLessThan(refreshes.length)
}, 120_000)

test('G04 eight concurrent refreshes in two processes yield the same successor', async () => {
  const { watcher, workers } = ready()
  for (let round = 0; round < 50; round++) {
    const { raced } = await aScene(watcher)
    const { refreshToken } = newest(raced)
    const pairs = await Promise.all(workers.map((worker) => worker.call('redeem', refreshToken, 4)))
    expect(new Set(pairs.flat().map((pair) => pair.refreshToken)).size).toBe(1)
  }
})
