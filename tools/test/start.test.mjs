// `npm start` in a folder with an interrupted build. The build and the server are stand-ins that report themselves.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../setup/root.mjs'

const turbo = `
  const { mkdirSync, writeFileSync } = require('node:fs')
  if (process.argv.includes('--dry=json')) console.log('{"tasks":[]}')
  else {
    mkdirSync('apps/web/.next', { recursive: true })
    for (const name of ['BUILD_ID', 'build-manifest.json']) writeFileSync('apps/web/.next/' + name, 'of this build')
  }`

test('an interrupted build is repeated', () => {
  const clone = mkdtempSync(join(tmpdir(), 'clone '))
  try {
    cpSync(join(root, 'tools'), join(clone, 'tools'), { recursive: true })
    /** @type {Record<string, string>} */
    const files = {
      'package-lock.json': '{"packages":{}}',
      'node_modules/.package-lock.json': '{"packages":{}}',
      'node_modules/turbo/bin/turbo': turbo,
      'apps/web/dist/server.js': 'console.log("served")',
    }
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(clone, path)), { recursive: true })
      writeFileSync(join(clone, path), content)
    }
    const start = () => spawnSync(process.execPath, [join(clone, 'tools/command.mjs'), 'start'], { encoding: 'utf8' })
    expect(start()).toMatchObject({ stdout: 'Building …\nserved\n', stderr: '' })
    expect(start()).toMatchObject({ stdout: 'served\n', stderr: '' })
    // As Next leaves it: the old build is removed first, and its id is written last.
    rmSync(join(clone, 'apps/web/.next'), { recursive: true })
    expect(start()).toMatchObject({ stdout: 'Building …\nserved\n', stderr: '' })
  } finally {
    rmSync(clone, { recursive: true })
  }
})
