/** What is in the packed package, and what it costs an app. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core'
import { build } from 'esbuild'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { expect, inject, test } from 'vitest'

const project = inject('emptyProject')
const installed = join(project, 'node_modules/@campusbite/client')
const manifest = async () => JSON.parse(await readFile(join(installed, 'package.json'), 'utf8'))

test('has no dependencies, and contains nothing of the server', async () => {
  expect((await manifest()).dependencies).toBeUndefined()
  const dist = join(installed, 'dist')
  for (const name of await readdir(dist, { recursive: true })) {
    if (!/\.(js|d\.ts)$/.test(name)) continue
    const text = await readFile(join(dist, name), 'utf8')
    const imports = [...text.matchAll(/^(?:import|export)[^'"\n]*from ['"]([^.'"][^'"]*)['"]/gm)].map(
      ([, from]) => from,
    )
    if (name.startsWith('react/'))
      expect(imports.every((from) => /^(react|@tanstack|@trpc)\b/.test(from ?? ''))).toBe(true)
    else expect(imports).toEqual([])
    expect(text).not.toMatch(/prisma|\bz\.object|@campusbite\/(api|auth|db)/i)
  }
})

test("the React entry installs with React 18, like tRPC's hooks, and uses nothing newer", async () => {
  const hooks = JSON.parse(
    await readFile(join(inject('reactProject'), 'node_modules/@trpc/react-query/package.json'), 'utf8'),
  )
  expect((await manifest()).peerDependencies.react).toBe(hooks.peerDependencies.react)
  const entry = await readFile(join(installed, 'dist/react/index.js'), 'utf8')
  const [, names = ''] = /^import \{ (.+) \} from "react";$/m.exec(entry) ?? []
  const ofReact18 = /^(create|use)Context$|^use(Callback|Effect|LayoutEffect|Memo|State|SyncExternalStore)$/
  expect(names.split(', ').filter((name) => !ofReact18.test(name))).toEqual([])
  // In React 18 a context is not a component, only its `Provider` is.
  expect(entry).not.toMatch(/jsxs?\(\w*Context,/)
})

test('includes its README, changelog and license, and nothing internal', async () => {
  const names = await readdir(installed)
  expect(names.sort()).toEqual(['CHANGELOG.md', 'LICENSE', 'README.md', 'dist', 'package.json'])
})

test('publint finds nothing', async () => {
  const { messages } = await publint({ pkgDir: installed, strict: true })
  const pkg = await manifest()
  expect(messages.map((message) => formatMessage(message, pkg))).toEqual([])
}, 120_000)

test('its types resolve in every module resolution mode that supports ESM', async () => {
  const tarball = createPackageFromTarballData(await readFile(inject('tarball')))
  const { types, ...analysis } = await checkPackage(tarball)
  expect(types).toMatchObject({ kind: 'included' })
  const problems = 'problems' in analysis ? analysis.problems : undefined
  // CommonJS may `require` ESM; module resolution from before `exports` finds no subpath.
  const known = ({ kind, resolutionKind }: { kind: string; resolutionKind?: string }) =>
    resolutionKind === 'node10' || kind === 'CJSResolvesToESM'
  expect(problems?.filter((problem) => !known(problem))).toEqual([])
}, 120_000)

async function bundled(contents: string): Promise<Uint8Array> {
  const stdin = { contents, resolveDir: project }
  const options = {
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    logLevel: 'error',
  } as const
  const { outputFiles } = await build({ stdin, ...options })
  return outputFiles[0]?.contents ?? new Uint8Array()
}

test('costs an app at most 10 KB, minified and gzipped, with all its exports', async () => {
  const bytes = gzipSync(await bundled("export * from '@campusbite/client'"), { level: 9 }).length
  expect(bytes).toBeGreaterThan(4 * 1024)
  expect(bytes).toBeLessThanOrEqual(10 * 1024)
})

test('leaves nothing in a bundle that imports but does not use it', async () => {
  expect(
    (await bundled("import '@campusbite/client'\nimport { createCampusBite } from '@campusbite/client'")).length,
  ).toBe(0)
})

test('leaves only the used parts in a bundle', async () => {
  const contents = "import { memoryTokens } from '@campusbite/client'\nexport const tokens = memoryTokens()"
  expect((await bundled(contents)).length).toBeLessThan(300)
})
