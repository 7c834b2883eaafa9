// Runs a release of the notes in .changeset in a copy.
import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { inRoot, root } from '../setup/root.mjs'

const copy = mkdtempSync(join(tmpdir(), 'release '))
afterAll(() => rmSync(copy, { recursive: true }))

const notes = readdirSync(inRoot('.changeset')).filter((name) => name.endsWith('.md') && name !== 'README.md')

// Changesets' own program takes seconds, on a busy machine longer than a test's default timeout.
test("a release adds every note to its package's changelog", () => {
  const { workspaces } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'))
  const manifest = /(^|\/)(package\.json|CHANGELOG\.md)$/
  const kept = (/** @type {string} */ path) => !/node_modules|\.next|dist|\.turbo/.test(path.slice(root.length))
  for (const folder of [
    'package.json',
    '.changeset',
    ...workspaces.map((/** @type {string} */ one) => one.replace('/*', '')),
  ])
    cpSync(join(root, folder), join(copy, folder), {
      recursive: true,
      filter: (path) => kept(path) && (!/\.\w+$/.test(path) || manifest.test(path) || path.includes('.changeset')),
    })
  const git = (/** @type {string[]} */ ...args) => execFileSync('git', args, { cwd: copy })
  git('init', '--quiet', '--initial-branch', 'main')
  execFileSync(process.execPath, [inRoot('node_modules/@changesets/cli/bin.js'), 'version'], { cwd: copy })
  const changelog = readFileSync(join(copy, 'packages/client/CHANGELOG.md'), 'utf8')
  for (const note of notes) {
    const [, , text = ''] = readFileSync(inRoot(`.changeset/${note}`), 'utf8').split(/^---$/m)
    const [first = ''] = text.trim().split('\n')
    expect(changelog).toContain(first)
  }
  const version = (/** @type {string} */ folder) =>
    JSON.parse(readFileSync(join(folder, 'packages/client/package.json'), 'utf8')).version
  expect(version(copy) === version(root)).toBe(notes.length === 0)
}, 60_000)
