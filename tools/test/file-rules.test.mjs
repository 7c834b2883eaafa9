// What source files and documents may not contain.
import { expect, test } from 'vitest'
import { codeFaults } from '../checks/file-rules.mjs'
import { markdownFaults } from '../checks/markdown-rules.mjs'

const lines = (/** @type {number} */ count) => 'x()\n'.repeat(count)

/** @type {[file: string, text: string][]} */
const kept = [
  ['packages/db/src/a.ts', lines(200)],
  ['packages/db/test/a.test.ts', lines(500)],
  ['packages/api/src/env.ts', 'const port = process.env.PORT'],
  ['apps/web/next.config.mjs', 'process.env.CI'],
  ['tools/a.mjs', 'process.env.CI'],
  ['packages/db/src/a.ts', '// page.waitForTimeout(1), process.env.X\nconst text = "process.env.X"'],
  ['packages/db/src/database.ts', 'list.only.skip()'],
]

test.each(kept)('%s is kept', (file, text) => expect(codeFaults(file, text)).toEqual([]))

/** @type {[file: string, text: string, says: RegExp][]} */
const refused = [
  ['packages/db/src/a.ts', lines(201), /201 lines, 200 at most/],
  ['packages/db/src/utils.ts', '', /'utils' names no content/],
  ['packages/db/src/helpers/a.ts', '', /'helpers' names no content/],
  ['packages/db/src/a.ts', 'process.env.PORT', /only env.ts reads the environment/],
  ['packages/db/src/a.ts', 'const { PORT } = process\n  .env', /only env.ts/],
  ['e2e/a.spec.ts', 'await page.waitForTimeout(100)', /wait for the fact/],
  ['e2e/a.spec.ts', 'test.skip(true)', /a test that does not run/],
  ['e2e/a.spec.ts', 'test.describe.only("x", () => {})', /a test that does not run/],
  ['packages/db/test/a.test.ts', 'it.concurrent.todo("x")', /a test that does not run/],
]

test.each(refused)('%s is refused with: %s', (file, text, says) => {
  expect(codeFaults(file, text)).toEqual([expect.objectContaining({ says: expect.stringMatching(says) })])
})

const tree = {
  exists: (/** @type {string} */ path) =>
    ['README.md', 'docs/a.md', 'docs', 'packages/auth/src/keys.ts'].includes(path),
  read: () => '# One `two`, three!\n\n## Same\n\n## Same\n',
}

/** @type {[text: string][]} */
const leading = [
  ['[a](a.md) [b](../README.md#one-two-three) [c](https://example.com/x) [d](#same-1) [e](/docs/a.md "title")'],
  [
    '`packages/auth/src/keys.ts`, `packages/auth/src/keys.ts:12`, `npm start`, `packages/*/src`, `apps/web/dist/server.js`',
  ],
  ['```\n[a](missing.md) `packages/nowhere`\n```'],
]

test.each(leading)('a document may hold: %s', (text) => expect(markdownFaults('docs/a.md', text, tree)).toEqual([]))

/** @type {[text: string, says: RegExp][]} */
const lost = [
  ['[a](b.md)', /docs\/b\.md, which is not there/],
  ['![a](../docs/b.png)', /docs\/b\.png, which is not there/],
  ['[a](#two)', /heading #two/],
  ['see `packages/auth/src/gone.ts`', /packages\/auth\/src\/gone\.ts, which is not there/],
]

test.each(lost)('a document may not hold: %s', (text, says) => {
  expect(markdownFaults('docs/a.md', `\n${text}`, tree)).toEqual([{ line: 2, says: expect.stringMatching(says) }])
})
