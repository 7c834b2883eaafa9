/** The package's types in a project that checks every declaration, with the oldest and newest supported compilers. */
import { execFile } from 'node:child_process'
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { beforeAll, expect, inject, test } from 'vitest'

const run = promisify(execFile)
const modules = fileURLToPath(new URL('../../../../node_modules', import.meta.url))
const project = inject('emptyProject')

const script = `
  import { createCampusBite, isLoggedOut, memoryTokens, type CampusBiteError, type LogoutResult, type TokenStore } from '@campusbite/client'
  import { durable } from '@campusbite/client/durable'
  import { streams } from '@campusbite/client/streams'
  const campusbite = createCampusBite({ url: 'http://localhost:3000', tokens: memoryTokens(), durable, streams })
  const user = await campusbite.login({ email: 'a@b.c', password: 'secret' })
  const sessions = await campusbite.api.session.list.query()
  const device: string | undefined = sessions[0]?.device
  const result: LogoutResult = await campusbite.logout()
  console.log(user.name, device, result.server, result.cleared.length)
  // What is not set is as good as left out: as everything is that comes from the environment.
  const unset = undefined as string | undefined
  createCampusBite({ url: unset, leaveTo: unset, tokens: memoryTokens(), streams: undefined, durable: undefined, fetch: undefined })
  let kept = 'null'
  export const own: TokenStore = {
    read: async () => JSON.parse(kept),
    write: async (tokens) => { kept = JSON.stringify(tokens) },
    clear: async () => { kept = 'null' },
  }
  export function explain(error: CampusBiteError): string {
    if (isLoggedOut(error)) return ''
    switch (error.code) {
      case 'TOO_MANY_ATTEMPTS': return 'Wait ' + error.retryAfterSeconds
      case 'NETWORK': return error.message
      // @ts-expect-error the set of codes is closed
      case 'NO_SUCH_CODE': return ''
      default: return error.errors.map(({ path, message }) => path + message).join()
    }
  }
  // @ts-expect-error there is no such procedure
  campusbite.api.session.nothing.query()
  // @ts-expect-error a dish has no colour
  ;(await campusbite.api.menu.list.query())[0]?.colour
`

const app = `
  import { cookieTokens, createCampusBite } from '@campusbite/client'
  import { api, CampusBiteProvider, useLogout, useSession } from '@campusbite/client/react'
  import { QueryClient } from '@tanstack/react-query'
  const client = createCampusBite({ tokens: cookieTokens(), leaveTo: '/login' })
  const queryClient = new QueryClient()
  export const App = () => <CampusBiteProvider client={client} queryClient={queryClient} session={undefined}><Devices /></CampusBiteProvider>
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

/** Each takes seconds: not every compiler with every resolution mode. */
const cases = [
  { compiler: 'typescript-oldest', moduleResolution: 'bundler', module: 'ESNext' },
  { compiler: 'typescript', moduleResolution: 'nodenext', module: 'NodeNext' },
  { compiler: 'typescript-newest', moduleResolution: 'bundler', module: 'ESNext' },
  { compiler: 'typescript-newest', moduleResolution: 'nodenext', module: 'NodeNext' },
]

beforeAll(async () => {
  await writeFile(join(project, 'script.mts'), script)
  await writeFile(join(project, 'app.tsx'), app)
  // A React project's other dependencies, but not tRPC: its declarations do not compile without Node's types.
  for (const name of ['react', '@types/react', '@tanstack/react-query', 'csstype', '@tanstack/query-core']) {
    await mkdir(dirname(join(project, 'node_modules', name)), { recursive: true })
    await symlink(join(inject('reactProject'), 'node_modules', name), join(project, 'node_modules', name), 'dir')
  }
})

test.each(cases)(
  'compiles with $compiler and moduleResolution $moduleResolution',
  async ({ compiler, ...resolved }) => {
    const config = `tsconfig.${compiler}.${resolved.moduleResolution}.json`
    const compilerOptions = {
      ...{ strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, skipLibCheck: false },
      ...{ noEmit: true, target: 'ES2022', lib: ['ES2022', 'DOM'], jsx: 'react-jsx', types: [] },
      ...resolved,
    }
    await writeFile(join(project, config), JSON.stringify({ compilerOptions, files: ['script.mts', 'app.tsx'] }))
    const compile = run(process.execPath, [join(modules, compiler, 'bin/tsc'), '-p', config], { cwd: project })
    const faults = await compile.then(
      () => '',
      ({ stdout, stderr }) => `${stdout}${stderr}`,
    )
    expect(faults).toBe('')
  },
  60_000,
)

test('the oldest tested compiler is the oldest that the package supports', async () => {
  const version = async (path: string) => JSON.parse(await readFile(path, 'utf8'))
  const manifest = await version(join(project, 'node_modules/@campusbite/client/package.json'))
  const oldest = await version(join(modules, 'typescript-oldest/package.json'))
  const [major, minor] = oldest.version.split('.')
  expect(manifest.peerDependencies.typescript).toBe(`>=${major}.${minor}`)
})
