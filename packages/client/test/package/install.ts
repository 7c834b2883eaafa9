/**
 * Packs the build and lets npm install it, once for the whole suite: in a project with nothing else, and in one with React, Next
 * and Vite. Both are outside this repository and know nothing of it.
 */
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { TestProject } from 'vitest/node'
import { lockFor } from './consumer-lock'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Path of the packed package. */
    tarball: string
    /** A project with this package and nothing else. */
    emptyProject: string
    /** A project with React, Next, Vite and the React entry's peer dependencies. */
    reactProject: string
  }
}

const run = promisify(execFile)
const here = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

/** Generated content of the folder. */
const made = new Set(['node_modules', 'dist', '.turbo', '.reports'])

const forReact = ['react', 'react-dom', '@tanstack/react-query', '@trpc/client', '@trpc/react-query', '@trpc/server']
const forApps = [
  'next',
  'vite',
  '@vitejs/plugin-react',
  'typescript',
  '@types/react',
  '@types/react-dom',
  '@types/node',
]

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  // With a space in it, as users' paths may have.
  const folder = await mkdtemp(join(tmpdir(), 'campusbite consumers '))
  const tarball = await pack(folder)
  project.provide('tarball', tarball)
  project.provide('emptyProject', await install(tarball, join(folder, 'empty'), []))
  project.provide('reactProject', await install(tarball, join(folder, 'react'), [...forReact, ...forApps]))
  return () => rm(folder, { recursive: true, force: true })
}

/**
 * Packs everything in the folder as it would be published, so that `files` decides what goes in. Builds it again, next to the
 * sources' own `dist`, which another process may be reading.
 */
async function pack(folder: string): Promise<string> {
  const packing = join(folder, 'packing')
  await cp(here, packing, { recursive: true, filter: (path) => !made.has(basename(path)) })
  await run(join(here, '../../node_modules/.bin/tsdown'), ['--out-dir', join(packing, 'dist')], { cwd: here })
  await run('npm', ['pack', '--pack-destination', folder], { cwd: packing })
  const [name = ''] = (await readdir(folder)).filter((each) => each.endsWith('.tgz'))
  return join(folder, name)
}

async function install(tarball: string, project: string, names: readonly string[]): Promise<string> {
  const file = 'campusbite-client.tgz'
  await mkdir(project)
  await cp(tarball, join(project, file))
  const manifest = JSON.parse(await readFile(join(here, 'package.json'), 'utf8'))
  const { version, peerDependencies, peerDependenciesMeta, license } = manifest
  const integrity = `sha512-${createHash('sha512')
    .update(await readFile(tarball))
    .digest('base64')}`
  const client = { version, resolved: `file:${file}`, integrity, license, peerDependencies, peerDependenciesMeta }
  const lock = lockFor(names, { 'node_modules/@campusbite/client': client })
  const dependencies = { '@campusbite/client': `file:${file}`, ...lock.dependencies }
  const root = { name: 'consumer', version: '0.0.0', dependencies }
  const packages = { '': root, ...lock.packages }
  await writeFile(join(project, 'package.json'), JSON.stringify({ ...root, private: true, type: 'module' }))
  await writeFile(join(project, 'package-lock.json'), JSON.stringify({ ...root, lockfileVersion: 3, packages }))
  await run('npm', ['ci', '--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: project })
  return project
}
