/** The package in a Vite project with React: the build is complete, and contains no part of the server. */
import { execFile } from 'node:child_process'
import { cp, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, inject, test } from 'vitest'

const run = promisify(execFile)
const project = inject('reactProject')
const example = fileURLToPath(new URL('../../../../examples/single-page-app', import.meta.url))
const bin = (name: string) => join(project, 'node_modules', name)

test('the single-page app example compiles and builds outside this repository', async () => {
  const app = join(project, 'single-page-app')
  await cp(example, app, { recursive: true, filter: (path) => !path.endsWith('/dist') })
  const options = { cwd: app, env: { ...process.env, VITE_CAMPUSBITE_URL: 'https://campusbite.example' } }
  await run(process.execPath, [bin('typescript/bin/tsc'), '-p', '.'], options)
  await run(process.execPath, [bin('vite/bin/vite.js'), 'build', '--logLevel', 'warn'], options)
  const assets = (await readdir(join(app, 'dist/assets'))).filter((name) => name.endsWith('.js'))
  const code = (await Promise.all(assets.map((name) => readFile(join(app, 'dist/assets', name), 'utf8')))).join('')
  expect(code).toContain('https://campusbite.example')
  expect(code).toContain('campusbite:outbox')
  expect(code).not.toMatch(/prisma|pglite|argon2/i)
}, 60_000)
