// Every command tells what it does, from a clone with nothing installed, and refuses what it does not know.
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { root } from '../setup/root.mjs'

const clone = mkdtempSync(join(tmpdir(), 'clone '))
cpSync(join(root, 'tools'), join(clone, 'tools'), { recursive: true, filter: (path) => !path.includes('node_modules') })
afterAll(() => rmSync(clone, { recursive: true }))

/** @param {string} command @param {string} option */
const run = (command, option) =>
  spawnSync(process.execPath, [join(clone, 'tools', `${command}.mjs`), option], { encoding: 'utf8' })

test.each(['start', 'test', 'dev'])('%s --help', (command) => {
  const { stdout, status } = run(command, '--help')
  expect(stdout).toMatch(new RegExp(`^npm (run )?${command}\n\n`))
  expect(status).toBe(0)
})

test.each(['start', 'test', 'dev'])('%s refuses an option that it does not know', (command) => {
  const { stderr, status } = run(command, '--port')
  expect(stderr).toMatch(/^There is no option --port\./)
  expect(status).toBe(2)
})

test('what the help names is there', () => {
  const help = ['start', 'test', 'dev'].map((command) => run(command, '--help').stdout).join('\n')
  const paths = help.match(/\b(packages|e2e)\/\S+/g) ?? []
  expect(paths).not.toEqual([])
  for (const path of paths) expect([path, existsSync(join(root, path))]).toEqual([path, true])
})
