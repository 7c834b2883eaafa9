/** The package as it is installed: built, packed and unpacked into an empty project, which knows nothing of this one. */
import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import ts from 'typescript'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { newPerson } from './support/people'

const run = promisify(execFile)
const here = dirname(dirname(fileURLToPath(import.meta.url)))
const modules = join(here, '../../node_modules')
let project = ''
const installed = () => join(project, 'node_modules/@campusbite/client')

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'campusbite consumer '))
  await writeFile(join(project, 'package.json'), '{ "type": "module" }')
  const packing = join(project, 'packing')
  await mkdir(packing)
  await run(join(modules, '.bin/tsdown'), ['--out-dir', join(packing, 'dist')], { cwd: here })
  for (const file of ['package.json', 'README.md']) await cp(join(here, file), join(packing, file))
  await run('npm', ['pack', '--pack-destination', project], { cwd: packing })
  const [tarball = ''] = (await readdir(project)).filter((name) => name.endsWith('.tgz'))
  await mkdir(installed(), { recursive: true })
  await run('tar', ['-xzf', join(project, tarball), '-C', installed(), '--strip-components', '1'])
}, 180_000)

afterAll(() => rm(project, { recursive: true, force: true }))

/** Errors of a strict compiler that checks our declarations too. */
async function compile(name: string, source: string): Promise<string[]> {
  const file = join(project, name)
  await writeFile(file, source)
  const program = ts.createProgram([file], {
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: false,
    noEmit: true,
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'],
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    jsx: ts.JsxEmit.ReactJSX,
    types: [],
  })
  return ts.getPreEmitDiagnostics(program).map((fault) => ts.flattenDiagnosticMessageText(fault.messageText, '\n'))
}

test('depends on nothing, and holds nothing of the server', async () => {
  const { dependencies } = JSON.parse(await readFile(join(installed(), 'package.json'), 'utf8'))
  expect(dependencies).toBeUndefined()
  const dist = join(installed(), 'dist')
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

test('is no larger than 10 KB, gzipped', async () => {
  const { outputFiles } = await build({
    entryPoints: [join(installed(), 'dist/index.js')],
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
  })
  const [bundle] = outputFiles
  expect(bundle && gzipSync(bundle.contents, { level: 9 }).length).toBeLessThanOrEqual(10 * 1024)
})

test('leaves nothing in a bundle that does not use it', async () => {
  const contents = "import { memoryTokens } from '@campusbite/client'\nexport const tokens = memoryTokens()"
  const stdin = { contents, resolveDir: project }
  const { outputFiles } = await build({ stdin, bundle: true, minify: true, format: 'esm', write: false })
  expect(outputFiles[0]?.text.length).toBeLessThan(300)
})

test('compiles in an empty project that checks every declaration', async () => {
  const source = `
    import { createCampusBite, memoryTokens, type LogoutResult, type TokenStore } from '@campusbite/client'
    const campusbite = createCampusBite({ url: 'http://localhost:3000', tokens: memoryTokens() })
    const user = await campusbite.login({ email: 'a@b.c', password: 'secret' })
    const sessions = await campusbite.api.session.list.query()
    const device: string | undefined = sessions[0]?.device
    const result: LogoutResult = await campusbite.logout()
    console.log(user.name, device, result.server, result.cleared.length)
    let kept = 'null'
    export const own: TokenStore = {
      read: async () => JSON.parse(kept),
      write: async (tokens) => { kept = JSON.stringify(tokens) },
      clear: async () => { kept = 'null' },
    }
    // @ts-expect-error there is no such procedure
    campusbite.api.session.nothing.query()
    // @ts-expect-error a dish has no colour
    ;(await campusbite.api.menu.list.query())[0]?.colour
  `
  expect(await compile('script.mts', source)).toEqual([])
}, 60_000)

test('compiles in a React project, without tRPC’s own declarations', async () => {
  const link = async (name: string) => {
    await mkdir(dirname(join(project, 'node_modules', name)), { recursive: true })
    await symlink(join(modules, name), join(project, 'node_modules', name), 'dir')
  }
  for (const name of ['react', '@types/react', '@tanstack/react-query']) await link(name)
  const source = `
    import { cookieTokens, createCampusBite } from '@campusbite/client'
    import { api, CampusBiteProvider, useLogout, useSession } from '@campusbite/client/react'
    import { QueryClient } from '@tanstack/react-query'
    const client = createCampusBite({ tokens: cookieTokens(), leaveTo: '/login' })
    const queryClient = new QueryClient()
    export const App = () => <CampusBiteProvider client={client} queryClient={queryClient}><Devices /></CampusBiteProvider>
    function Devices() {
      const session = useSession()
      const { logout, pending } = useLogout()
      const { data } = api.session.list.useQuery()
      const end = api.session.end.useMutation({ onSuccess: () => cache.session.list.invalidate() })
      const cache = api.useUtils()
      const device: string | undefined = data?.[0]?.device
      const name: string | undefined = session.status === 'signed-in' ? session.user?.name : session.reason
      // @ts-expect-error input is required
      const wrong = () => end.mutate()
      return <button disabled={pending} onClick={() => { end.mutate({ id: 'x' }); void logout(); wrong() }}>{device}{name}</button>
    }
  `
  expect(await compile('app.tsx', source)).toEqual([])
}, 60_000)

test('G01 runs in plain Node, and lets the process end with a logout still owed', async () => {
  const person = await newPerson(inject('api'))
  const source = `
    import { createCampusBite, memoryTokens } from '@campusbite/client'
    const [url, credentials] = process.argv.slice(2)
    let online = true
    const network = (...call) => (online ? fetch(...call) : Promise.reject(new TypeError('offline')))
    const campusbite = createCampusBite({ url, tokens: memoryTokens(), fetch: network })
    await campusbite.login(JSON.parse(credentials))
    const { length } = await campusbite.api.session.list.query()
    const first = await campusbite.logout()
    await campusbite.login(JSON.parse(credentials))
    online = false
    const second = await campusbite.logout()
    console.log(JSON.stringify({ length, first: first.server, second: second.server, pending: campusbite.pending() }))
  `
  await writeFile(join(project, 'script.mjs'), source)
  const { stdout } = await run(process.execPath, ['script.mjs', inject('api'), JSON.stringify(person)], {
    cwd: project,
  })
  expect(JSON.parse(stdout)).toEqual({ length: 1, first: 'ended', second: 'queued', pending: true })
}, 60_000)
