// Every command describes itself, in a clone with nothing installed, and refuses unknown arguments.
import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { root } from '../setup/root.mjs'

const clone = mkdtempSync(join(tmpdir(), 'clone '))
cpSync(join(root, 'tools'), join(clone, 'tools'), { recursive: true, filter: (path) => !path.includes('node_modules') })
afterAll(() => rmSync(clone, { recursive: true }))

/** @param {string} command @param {string} option */
const run = (command, option) =>
  spawnSync(process.execPath, [join(clone, 'tools/command.mjs'), command, option], { encoding: 'utf8' })

test.each(['start', 'test', 'dev'])('%s --help', (command) => {
  const { stdout, status } = run(command, '--help')
  expect(stdout).toMatch(new RegExp(`^npm (run )?${command}\n\n`))
  expect(status).toBe(0)
})

test.each(['start', 'test', 'dev'])('%s refuses an unknown option', (command) => {
  const { stderr, status } = run(command, '--port')
  expect(stderr).toMatch(/^There is no option --port\./)
  expect(status).toBe(2)
})

test.each(['nope', '--nope'])('sabotage refuses %s in one line', (given) => {
  const { stderr, status } = run('sabotage', given)
  expect(stderr).toMatch(/^Un[a-z]+ (argument|option) '(--)?nope'\. See: npm run sabotage -- --help\n$/)
  expect(status).toBe(1)
})

test('everything the help names exists', () => {
  const help = ['start', 'test', 'dev'].map((command) => run(command, '--help').stdout).join('\n')
  const paths = help.match(/\b(packages|e2e)\/\S+/g) ?? []
  expect(paths).not.toEqual([])
  for (const path of paths) expect([path, existsSync(join(root, path))]).toEqual([path, true])
})

test.each(['start', 'test', 'dev', 'bench'])('%s reports an unwritable folder in one line', (command) => {
  const program = pathToFileURL(join(clone, 'tools/command.mjs')).href
  // A user with all rights, as in a container, becomes one that owns nothing.
  const script = `
    if (process.getuid() === 0) { process.setgid(65534); process.setuid(65534) }
    await import(${JSON.stringify(program)})`
  chmodSync(clone, 0o555)
  try {
    const { stderr, status } = spawnSync(process.execPath, ['--input-type=module', '-e', script, program, command], {
      encoding: 'utf8',
    })
    expect(stderr).toMatch(/^\/.*\.cache cannot be written to \(EACCES\)\. Let this user write .*\n$/)
    expect(status).toBe(1)
  } finally {
    chmodSync(clone, 0o755)
  }
})
