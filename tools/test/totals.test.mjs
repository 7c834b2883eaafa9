// The totals are truthful: what did not run, or left no report, has not passed.
import { expect, test } from 'vitest'
import { countOf, table, totalLine } from '../setup/totals.mjs'

const suite = { taskId: '@campusbite/db#test', directory: 'packages/db', exitCode: 0, cached: false }
const vitest = { numPassedTests: 7, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0 }
const playwright = { stats: { expected: 5, unexpected: 1, flaky: 1, skipped: 2 } }

test('a suite counts its tests, a check counts as one', () => {
  const counts = [
    countOf(suite, (path) => (path === 'packages/db/.reports/results.json' ? vitest : null)),
    countOf({ taskId: '//#check:files', directory: '.', exitCode: 0, cached: true }, () => null),
    countOf({ taskId: '@campusbite/db#typecheck', directory: 'packages/db', exitCode: 2, cached: false }, () => null),
  ]
  expect(totalLine(counts)).toBe('8 passed, 1 failed')
})

test('a browser test that is flaky or did not run has failed', () => {
  const counted = countOf({ taskId: '//#e2e', directory: '.', exitCode: 1, cached: false }, () => playwright)
  expect(counted).toMatchObject({ passed: 5, failed: 4, note: '2 did not run' })
})

/** @type {[what: string, task: Parameters<typeof countOf>[0], report: unknown, passed: number][]} */
const failing = [
  ['a task that did not run', { ...suite, exitCode: null }, vitest, 0],
  ['a suite that left no report', suite, null, 0],
  ['a suite that failed outside its tests', { ...suite, exitCode: 1 }, vitest, 7],
]

test.each(failing)('%s is one failure', (_, task, report, passed) => {
  expect(countOf(task, () => report)).toMatchObject({ passed, failed: 1 })
})

const inVitest = {
  ...vitest,
  testResults: [
    {
      name: '/project/packages/db/test/purge.test.ts',
      status: 'failed',
      message: '',
      assertionResults: [
        { status: 'passed', fullName: 'G28 keeps who lives', failureMessages: [] },
        {
          status: 'failed',
          fullName: 'G28 takes who expired',
          failureMessages: ['\u001b[31mAssertionError\u001b[0m: 1\n at'],
        },
      ],
    },
    { name: 'packages/db/test/broken.test.ts', status: 'failed', message: 'No such module', assertionResults: [] },
  ],
}
const inPlaywright = {
  ...playwright,
  suites: [
    {
      suites: [
        {
          specs: [
            {
              file: 'tabs.spec.ts',
              title: 'G10 inner',
              ok: false,
              tests: [{ results: [{ errors: [{ message: 'late' }] }] }],
            },
            { file: 'tabs.spec.ts', title: 'G10 well', ok: true, tests: [] },
          ],
        },
      ],
    },
  ],
}

test('failures are listed at the end of the output, one per line', () => {
  const rows = [inVitest, inPlaywright].flatMap((report) => table([countOf({ ...suite, exitCode: 1 }, () => report)]))
  expect(rows.filter((row) => !row.includes('@campusbite/db#test')).map((row) => row.trim())).toEqual([
    'purge.test.ts › G28 takes who expired: AssertionError: 1',
    'broken.test.ts › the file itself: No such module',
    'tabs.spec.ts › G10 inner: late',
  ])
})
