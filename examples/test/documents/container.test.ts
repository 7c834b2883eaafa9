/** The container setup without a container: its commands run here, and its settings are valid. */
import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readEnv } from '@campusbite/api'
import { type RunningApi, startApi } from '@campusbite/api/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import { root } from './blocks'

const read = (path: string) => readFileSync(join(root, path), 'utf8')
const manifest = JSON.parse(read('package.json'))

/** Each with its arguments, continued lines joined. */
const instructions = read('Dockerfile')
  .replaceAll(/\\\n\s*/g, '')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split(/ (.*)/s, 2) as [string, string])
const all = (name: string) => instructions.flatMap(([one, rest]) => (one === name ? [rest] : []))

let api: RunningApi
beforeAll(async () => {
  api = await startApi()
})
afterAll(() => api[Symbol.asyncDispose]())

test('the image uses only known instructions, and runs as an ordinary user', () => {
  const known = 'FROM WORKDIR COPY RUN ENV VOLUME EXPOSE USER HEALTHCHECK CMD'.split(' ')
  for (const [name] of instructions) expect(known).toContain(name)
  expect(all('USER')).toEqual(['node'])
  expect(instructions.at(-1)?.[0]).toBe('CMD')
})

test('its Node version is supported by the project', () => {
  const [, major] = /^node:(\d+)-/.exec(all('FROM')[0] ?? '') ?? []
  const [, least] = />=(\d+)/.exec(manifest.engines.node) ?? []
  expect(Number(major)).toBeGreaterThanOrEqual(Number(least))
})

test('it installs as `npm start` does, and builds as `npm test` does', () => {
  const [install = '', build = '', ...others] = all('RUN')
  const flags = install.split(' ').filter((word) => word.startsWith('--'))
  expect(install).toMatch(/^npm ci /)
  for (const flag of flags) expect(read('tools/setup/install.mjs')).toContain(`'${flag}'`)
  expect(build).toBe('npm run build')
  expect(manifest.scripts).toHaveProperty('build')
  expect(others).toEqual(['mkdir /data && chown node:node /data'])
})

test('it starts the same program as the browser tests', () => {
  const [program, file] = JSON.parse(all('CMD')[0] ?? '')
  expect(program).toBe('node')
  expect(read('e2e/server/start-server.ts')).toContain(file)
  expect(read('tools/setup/build.mjs')).toContain(file)
})

test('its health check runs: healthy if the server answers, unhealthy if not', async () => {
  const [, ...command] = JSON.parse(all('HEALTHCHECK')[0]?.replace(/^.*?CMD /, '') ?? '') as string[]
  const check = (port: string) =>
    new Promise<number>((resolve) => {
      execFile(process.execPath, command, { env: { PORT: port } }, (error) => resolve(error ? Number(error.code) : 0))
    })
  expect(await check(new URL(api.url).port)).toBe(0)
  expect(await check('1')).toBe(1)
})

test("the image excludes what git ignores, and git's own files", () => {
  const ignored = read('.dockerignore').trim().split('\n')
  for (const each of read('.gitignore')
    .split('\n')
    .filter((line) => /^[\w.-]+\/?$/.test(line))) {
    if (each === 'next-env.d.ts') continue
    const name = each.replace(/\/$/, '')
    expect([name, ignored.includes(name) || ignored.includes(`**/${name}`)]).toEqual([name, true])
  }
  expect(ignored).toContain('.git')
})

interface Compose {
  services: Record<string, { build?: string; environment: Record<string, string>; depends_on?: Record<string, object> }>
  volumes: Record<string, unknown>
}

test('compose passes valid settings, and the app waits for its database', () => {
  const { services } = parse(read('compose.yaml')) as Compose
  const { app, database } = services
  const given = { AUTH_SECRET: 'x'.repeat(64) }
  const value = (text: string) =>
    text.replaceAll(/\$\{(\w+)(?::[-?]([^}]*))?\}/g, (_, name: string, otherwise = '') =>
      name in given ? given[name as keyof typeof given] : otherwise,
    )
  const env = Object.fromEntries(Object.entries(app?.environment ?? {}).map(([name, text]) => [name, value(text)]))
  const { POSTGRES_USER, POSTGRES_PASSWORD, POSTGRES_DB } = database?.environment ?? {}
  expect(readEnv(env)).toMatchObject({
    databaseUrl: `postgresql://${POSTGRES_USER}:${POSTGRES_PASSWORD}@database:5432/${POSTGRES_DB}`,
    authSecrets: [given.AUTH_SECRET],
    publicUrl: 'http://localhost:3000',
  })
  expect(app?.depends_on).toEqual({ database: { condition: 'service_healthy' } })
  expect(existsSync(join(root, app?.build ?? 'nothing', 'Dockerfile'))).toBe(true)
})
