// SECURITY.md and docs/asvs.md prove their claims by tests: each test they name must exist, by its title.
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

const root = new URL('../../', import.meta.url)
const read = (/** @type {string} */ path) => readFileSync(new URL(path, root), 'utf8')

/**
 * The links to tests, or to suites of them: the text of each is a title, or a part of one.
 * @returns {[title: string, path: string][]}
 */
const proofs = (/** @type {string} */ text) =>
  [...text.matchAll(/\[([^\]]+)\]\(([^)]*(?:\.test\.tsx?|\.spec\.ts|-suite\.ts))\)/g)].map(
    ([, title = '', path = '']) => [title, path],
  )

/** The cells of each row of the table below a heading. */
const tableUnder = (/** @type {string} */ text, /** @type {string} */ heading) => {
  const section = text.split(/^#+ /m).find((part) => part.startsWith(`${heading}\n`)) ?? ''
  const [, , ...rows] = section.split('\n').filter((line) => line.startsWith('|'))
  expect(rows, heading).not.toEqual([])
  return rows.map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )
}

describe.each([
  ['SECURITY.md', ''],
  ['docs/asvs.md', 'docs/'],
])('%s', (file, folder) => {
  test.each(proofs(read(file)))('%s', (title, path) => {
    const source = readFileSync(new URL(path, new URL(folder, root)), 'utf8')
    const titles = [...source.matchAll(/(['"`])((?:(?!\1).)+)\1/g)].map(([, , text = '']) => text)
    expect(titles.filter((text) => text.includes(title))).not.toEqual([])
  })
})

/** @type {[chapter: string, ids: string][]} */
const chapters = [
  [
    'Session management (V7)',
    '7.1.1 7.1.2 7.1.3 7.2.1 7.2.2 7.2.3 7.2.4 7.3.1 7.3.2 7.4.1 7.4.2 7.4.3 7.4.4 7.4.5 7.5.1 7.5.2 7.5.3 7.6.1 7.6.2',
  ],
  ['Authorization (V8), as far as sessions carry it', '8.2.2 8.3.2'],
  ['Cookies (V3.3)', '3.3.1 3.3.2 3.3.3 3.3.4 3.3.5'],
  ['Self-contained tokens (V9)', '9.1.1 9.1.2 9.1.3 9.2.1 9.2.2 9.2.3 9.2.4'],
  ['Client-side data (V14.3)', '14.3.1 14.3.2 14.3.3'],
]

test.each(chapters)('%s: lists each requirement once, with a test or what is missing', (chapter, ids) => {
  const rows = tableUnder(read('docs/asvs.md'), chapter)
  expect(rows.map(([requirement = '']) => requirement.split(' ')[0]).join(' ')).toBe(ids)
  for (const [requirement = '', level = '', state = '', proof = ''] of rows) {
    expect(level).toMatch(/^[123]$/)
    expect(['met', 'partly', 'not met', 'not applicable']).toContain(state)
    const words = proof.replaceAll(/\[[^\]]+\]\([^)]+\)/g, '')
    const shown = state === 'met' ? proofs(proof).length > 0 : words.length > 10
    expect([requirement, shown]).toEqual([requirement, true])
  }
})

test('every threat has a proof, except those that allow nothing', () => {
  for (const [stolen = '', , , proof = ''] of tableUnder(read('SECURITY.md'), 'What each stolen credential allows')) {
    expect([stolen, proofs(proof).length > 0]).toEqual([stolen, true])
  }
})
