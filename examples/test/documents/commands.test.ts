/** Every other block in every document: commands run or at least exist, and data parses. */
import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type BearerLogin, logIn, newPerson, type RunningApi, startApi } from '@campusbite/api/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { allBlocks, root } from './blocks'

const run = promisify(execFile)
const blocks = allBlocks()
const json = (path: string) => JSON.parse(readFileSync(join(root, path), 'utf8'))
const { scripts } = json('package.json') as { scripts: Record<string, string> }
const locked = new Set(
  Object.keys((json('package-lock.json') as { packages: object }).packages).map((path) =>
    path.split('node_modules/').at(-1),
  ),
)
const { peerDependencies: peers } = json('packages/client/package.json') as { peerDependencies: Record<string, string> }
const settings = readFileSync(join(root, 'packages/api/src/env.ts'), 'utf8')
const composeFile = () => readFileSync(join(root, 'compose.yaml'), 'utf8')

let api: RunningApi
let login: BearerLogin
beforeAll(async () => {
  api = await startApi()
  login = await logIn(api, await newPerson(api))
})
afterAll(() => api[Symbol.asyncDispose]())

test('every block is in a checked language', () => {
  const known = new Set(['ts', 'tsx', 'js', 'jsx', 'sh', 'json', ''])
  expect(blocks.filter(({ language }) => !known.has(language))).toEqual([])
})

test.each(blocks.filter(({ language }) => language === 'json'))('$document:$line is JSON', ({ code }) => {
  expect(() => JSON.parse(code)).not.toThrow()
})

const shell = blocks.filter(({ language }) => language === 'sh')
const calls = shell.filter(({ code }) => /^(curl|openssl) /m.test(code))
const others = shell.filter((block) => !calls.includes(block))

describe.each(calls)('$document:$line', ({ code }) => {
  test('runs', async () => {
    const script = `curl() { command curl -sS --fail-with-body "$@"; }\nset -eu\n${code.replaceAll('http://localhost:3000', api.url)}`
    const { PATH = '' } = process.env
    const { accessToken, refreshToken, logoutTicket } = login
    const env = { PATH, ACCESS_TOKEN: accessToken, REFRESH_TOKEN: refreshToken, LOGOUT_TICKET: logoutTicket }
    const { stdout } = await run('sh', ['-c', script], { cwd: root, env })
    expect(stdout).not.toBe('')
  })
})

describe.each(others)('$document:$line', ({ code }) => {
  test('names only commands that exist', async () => {
    await run('sh', ['-n', '-c', code])
    for (const line of code.split('\n')) {
      const command = line
        .replace(/ +#.*$/, '')
        .replace(/^#.*/, '')
        .trim()
      if (command !== '') expect([command, known(command)]).toEqual([command, true])
    }
  })
})

/** Whether a command names only existing scripts, packages, settings and files. */
function known(line: string): boolean {
  const { set, command } = withoutSettings(line)
  if (!set.every((name) => settings.includes(`'${name}'`))) return false
  const [program, first = '', ...rest] = command.split(/\s+/)
  if (program === 'npm') {
    if (first === 'run') return rest[0] !== undefined && rest[0] in scripts
    if (first === 'install') return rest.filter((name) => !name.startsWith('-')).every(installable)
    return first === 'ci' || first in scripts
  }
  if (program === 'npx') {
    const path = rest.find((one) => !one.startsWith('-'))
    return (
      locked.has(first.replace('changeset', '@changesets/cli')) &&
      (!path?.includes('/') || existsSync(join(root, path)))
    )
  }
  if (program === 'node') return existsSync(join(root, first))
  if (program === 'docker') {
    const service = rest.at(-1) ?? ''
    return first === 'compose' && (service === 'up' || composeFile().includes(`  ${service}:`))
  }
  return program === 'git' || program === 'cd'
}

/** The package must be in the lock file. A version must be the client's peer version, and must be given if the client requires one. */
function installable(spec: string): boolean {
  const [, name = '', version] = /^(.[^@]*)(?:@(.+))?$/.exec(spec) ?? []
  const asked = peers[name]
  return locked.has(name) && version === (/^\d/.test(asked ?? '') ? asked : undefined)
}

function withoutSettings(line: string): { set: string[]; command: string } {
  const [, prefix = '', command = ''] = /^((?:[A-Z_]+=(?:"[^"]*"|\S*)\s+)*)(.*)$/.exec(line) ?? []
  return { set: [...prefix.matchAll(/([A-Z_]+)=/g)].map(([, name = '']) => name), command }
}
