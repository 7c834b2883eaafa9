// What happens before a command runs: Node's version, the installed packages, the lock, the environment.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { forServing, forSetup, forTests } from '../setup/environment.mjs'
import { matches } from '../setup/install.mjs'
import { withLock } from '../setup/lock.mjs'
import { completed } from '../setup/lock-file.mjs'
import { isSupported } from '../setup/node-version.mjs'
import { why } from '../setup/run.mjs'

/** @type {string} */
let folder
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lock '))
})
afterEach(() => rmSync(folder, { recursive: true }))

test.each(['20.19.0', '20.20.2', '22.0.0', '100.1.0'])('Node %s is accepted', (version) => {
  expect(isSupported(version)).toBe(true)
})
test.each(['8.17.0', '18.20.8', '20.18.3'])('Node %s is too old', (version) => {
  expect(isSupported(version)).toBe(false)
})

test('the code that refuses an old Node runs on it', () => {
  const texts = ['command.mjs', 'setup/node-version.mjs', 'setup/usage.mjs'].map((name) =>
    readFileSync(new URL(`../${name}`, import.meta.url), 'utf8'),
  )
  for (const text of texts) expect(text).not.toMatch(/from 'node:|from '[^.]|\?\?|\?\.|^await /m)
})

const left = { version: '1.0.0', resolved: 'https://registry.npmjs.org/left', integrity: 'sha512-a' }
const asked = { 'node_modules/left': left, 'node_modules/for-another-machine': { version: '1.0.0', optional: true } }

test('the installed packages are compared with the lock file', () => {
  expect(matches({ '': {}, 'packages/a': {}, ...asked }, { 'node_modules/left': left })).toBe(true)
  expect(matches(asked, {})).toBe(false)
  expect(matches(asked, { 'node_modules/left': { ...left, version: '1.0.1' } })).toBe(false)
  expect(matches(asked, { 'node_modules/left': left, 'node_modules/no-longer-asked': left })).toBe(false)
})

test('a lock file gets the entries that npm left out, and is otherwise unchanged', () => {
  const optionalDependencies = {
    '@turbo/windows-64': '2.0.0',
    'swc-linux-arm64-musl': '1.0.0',
    'held-x64': '1.0.0',
    ranged: '^1.0.0',
  }
  const lock = {
    'node_modules/a': { optionalDependencies },
    'node_modules/a/node_modules/held-x64': { version: '1.0.0' },
  }
  const { packages, added } = completed(lock)
  expect(added).toEqual(['node_modules/@turbo/windows-64', 'node_modules/swc-linux-arm64-musl'])
  expect(packages).toEqual({
    ...lock,
    'node_modules/@turbo/windows-64': { version: '2.0.0', os: ['win32'], cpu: ['x64'], optional: true },
    'node_modules/swc-linux-arm64-musl': { version: '1.0.0', os: ['linux'], cpu: ['arm64'], optional: true },
  })
})

test("tests inherit none of the caller's settings, and installs none that would skip packages", () => {
  const shell = {
    PATH: '/bin',
    DATABASE_URL: 'postgresql://',
    AUTH_SECRET: 'x',
    NODE_ENV: 'production',
    npm_config_omit: 'dev',
  }
  expect(forTests(shell)).toMatchObject({ PATH: '/bin', TURBO_TELEMETRY_DISABLED: '1' })
  expect(forTests(shell)).not.toHaveProperty('DATABASE_URL')
  expect(forTests(shell)).not.toHaveProperty('AUTH_SECRET')
  expect(forSetup(shell)).not.toHaveProperty('NODE_ENV')
  expect(forSetup(shell)).not.toHaveProperty('npm_config_omit')
  expect(forServing(shell)).toMatchObject({ DATABASE_URL: 'postgresql://', NODE_ENV: 'production' })
})

test("tests see none of the README's settings", () => {
  const [, section = ''] = readFileSync(new URL('../../README.md', import.meta.url), 'utf8').split('\n## Settings\n')
  const names = [...section.matchAll(/^\| `([A-Z_]+)`/gm)].map(([, name = '']) => name)
  expect(names).toContain('DATABASE_URL')
  const seen = forTests(Object.fromEntries(names.map((name) => [name, 'of the shell'])))
  expect(names.filter((name) => name in seen)).toEqual([])
})

test('the reason for a failed step is one line of its log', () => {
  expect(why('added 1\nnpm error code E404\nnpm error 404 Not Found: x\n')).toBe(': npm error 404 Not Found: x.')
  expect(why('one\n\u001b[31mtwo\u001b[0m\n\n')).toBe(': two.')
  expect(why('')).toBe('.')
})

test('only one process works at a time, and the next one waits', async () => {
  const path = join(folder, 'lock')
  const log = join(folder, 'log')
  writeFileSync(log, '')
  const worker = `
    import { appendFileSync } from 'node:fs'
    import { withLock } from ${JSON.stringify(new URL('../setup/lock.mjs', import.meta.url).href)}
    const write = (line) => appendFileSync(${JSON.stringify(log)}, line)
    await withLock(async () => { write('['); await new Promise(setImmediate); write(']') }, { path: ${JSON.stringify(path)}, say() {} })`
  const children = Array.from({ length: 4 }, () =>
    spawn(process.execPath, ['--input-type=module', '-e', worker], { stdio: 'inherit' }),
  )
  const codes = await Promise.all(children.map((child) => once(child, 'exit')))
  expect(codes.map(([code]) => code)).toEqual([0, 0, 0, 0])
  expect(readFileSync(log, 'utf8')).toBe('[][][][]')
  expect(existsSync(path)).toBe(false)
})

test("a killed process's lock delays nobody", async () => {
  const path = join(folder, 'lock')
  const dead = spawn(process.execPath, ['-e', ''])
  await once(dead, 'exit')
  writeFileSync(path, JSON.stringify({ pid: dead.pid, host: hostname() }))
  await expect(withLock(async () => 'done', { path, say: () => {} })).resolves.toBe('done')
  expect(existsSync(path)).toBe(false)
})

test('failed work releases the lock', async () => {
  const path = join(folder, 'lock')
  const failing = async () => {
    throw new Error('no')
  }
  await expect(withLock(failing, { path })).rejects.toThrow('no')
  expect(existsSync(path)).toBe(false)
})

test('a step that ignores a stop is killed if that is safe', async () => {
  const command = `
    import { run } from ${JSON.stringify(new URL('../setup/run.mjs', import.meta.url).href)}
    const step = "process.on('SIGINT', () => {}); process.kill(process.ppid, 'SIGINT'); setInterval(() => {}, 1000)"
    await run(process.execPath, ['-e', step], { env: process.env, output: 'inherit', endedAtOnce: true })`
  const child = spawn(process.execPath, ['--input-type=module', '-e', command], { stdio: 'inherit' })
  expect(await once(child, 'exit')).toEqual([130, null])
})
