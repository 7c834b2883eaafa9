/** How the benchmark commands respond to a command line that requests no measurement. */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const run = (program: string, ...args: string[]) => {
  const path = fileURLToPath(new URL(`../${program}`, import.meta.url))
  return spawnSync(process.execPath, ['--import', 'tsx', path, ...args], { encoding: 'utf8' })
}

describe.each([
  ['src/main.ts', 'npm run bench -- [options]', '--rounds'],
  ['browser/main.ts', 'npm run bench:browser -- [options]', '--runs'],
])('%s', (program, title, option) => {
  test('--help lists the options', () => {
    const { stdout, stderr, status } = run(program, '--help')
    expect([stdout.split('\n')[0], stderr, status]).toEqual([title, '', 0])
    expect(stdout).toContain(`\n  ${option} n `)
  })

  test.each([
    [['--bogus'], "Unknown option '--bogus'."],
    [[option, '0'], `${option} must be a number above 0, and not 0.`],
  ])('refuses %j in one line, above the help', (args, line) => {
    const { stdout, stderr, status } = run(program, ...args)
    expect([stdout, stderr.split('\n').slice(0, 3), status]).toEqual(['', [line, '', title], 2])
  })
})
