// Which imports are refused, and that the message says what to do instead.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { importFaults } from '../checks/import-faults.mjs'

/** @type {string} */
let folder

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'import rules '))
  for (const name of ['auth', 'db', 'api', 'client']) {
    const subpaths = { '.': './src/index.ts', './testing': './src/testing/index.ts' }
    const doors = name === 'auth' ? { ...subpaths, './contract': './src/contract/index.ts' } : subpaths
    write(`packages/${name}/package.json`, JSON.stringify({ name: `@campusbite/${name}`, exports: doors }))
  }
})
afterEach(() => rmSync(folder, { recursive: true }))

/** @param {string} path @param {string} text */
function write(path, text) {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}

/** @type {[file: string, code: string][]} */
const allowed = [
  ['packages/db/src/a.ts', "import { x } from '@campusbite/auth'"],
  ['packages/db/src/a.ts', "import { x } from './b'\nexport * from '../src/b'"],
  ['packages/db/test/a.test.ts', "import { x } from '@campusbite/auth/testing'"],
  ['packages/api/src/a.ts', "import { x } from '@campusbite/db'"],
  ['packages/client/src/a.ts', "import { paths } from '@campusbite/auth/contract'"],
  ['packages/client/src/a.ts', "import type { AppRouter } from '@campusbite/api'"],
  ['packages/client/src/a.ts', "import { type AppRouter } from '@campusbite/api'"],
  ['packages/client/src/a.ts', "type Router = import('@campusbite/api').AppRouter"],
  ['packages/client/test/a.test.ts', "import { start } from '@campusbite/api/testing'"],
  ['packages/auth/src/a.ts', "// import { x } from '@campusbite/db'\nconst y = `import '@campusbite/db'`"],
  ['apps/web/src/a.tsx', "import { x } from '@campusbite/db'\nimport { y } from 'next'"],
  ['e2e/a.spec.ts', "import { x } from '@campusbite/db/testing'\nimport y from '../apps/web/src/y'"],
]
test.each(allowed)('%s may hold: %s', (file, code) => {
  write(file, code)
  expect(importFaults(folder)).toEqual([])
})

/** @type {[file: string, code: string, says: RegExp][]} */
const refused = [
  ['packages/auth/src/a.ts', "import { x } from '@campusbite/db'", /auth may import no package of ours, not db/],
  ['packages/db/src/a.ts', "export { x } from '@campusbite/api'", /db may import auth, not api/],
  ['packages/api/src/a.ts', "await import('@campusbite/client')", /api may import auth and db, not client/],
  ['packages/auth/test/a.test.ts', "import '@campusbite/db/testing'", /take it as an argument/],
  ['packages/client/src/a.ts', "import { x } from '@campusbite/api'", /write `import type`/],
  ['packages/client/src/a.ts', "import { x, type Y } from '@campusbite/api'", /takes only types/],
  ['packages/client/src/a.ts', "import type { x } from '@campusbite/db'", /put what both sides need there/],
  ['packages/client/src/a.ts', "import { x } from '@campusbite/auth'", /only from '@campusbite\/auth\/contract'/],
  ['packages/api/src/a.ts', "import { x } from '@campusbite/auth/testing'", /is for tests/],
  [
    'packages/api/src/a.ts',
    "import { x } from '@campusbite/auth/src/keys'",
    /import from '@campusbite\/auth', .*contract/,
  ],
  ['packages/api/src/a.ts', "import { x } from '../../auth/src/keys'", /by path: import from '@campusbite\/auth'/],
  ['packages/api/src/a.ts', "import { x } from '../../../apps/web/src/y'", /nothing imports an app/],
  ['apps/api/src/a.ts', "import { x } from '../../web/src/y'", /nothing imports an app/],
  ['e2e/a.spec.ts', "import { x } from '../packages/db/src/x'", /by path/],
]

test.each(refused)('%s may not hold: %s', (file, code, says) => {
  write(file, `\n${code}\n`)
  expect(importFaults(folder)).toEqual([{ file, line: 2, says: expect.stringMatching(says) }])
})
