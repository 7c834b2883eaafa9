/** The package in a Next project: server components pass the session, client components use the hooks. */
import { type ChildProcessWithoutNullStreams, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'

const run = promisify(execFile)
const project = join(inject('reactProject'), 'next-app')
const next = join(inject('reactProject'), 'node_modules/next/dist/bin/next')
const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' } as const

const files = {
  'package.json': '{ "type": "module", "private": true }',
  // Its dependencies are one folder up, where npm put them.
  'next.config.mjs': `import { dirname } from 'node:path'
    export default { turbopack: { root: dirname(import.meta.dirname) }, typescript: { ignoreBuildErrors: true } }`,
  'app/campusbite.tsx': `'use client'
    import { cookieTokens, createCampusBite, type ServerSession } from '@campusbite/client'
    import { CampusBiteProvider, useLogout, useSession } from '@campusbite/client/react'
    import { QueryClient } from '@tanstack/react-query'
    import { type ReactNode, useState } from 'react'
    const client = createCampusBite({ tokens: cookieTokens(), leaveTo: '/login' })
    export function Providers({ session, children }: { session: ServerSession | null; children: ReactNode }) {
      const [queryClient] = useState(() => new QueryClient())
      return <CampusBiteProvider client={client} queryClient={queryClient} session={session}>{children}</CampusBiteProvider>
    }
    export function Greeting() {
      const session = useSession()
      const { logout } = useLogout()
      if (session.status === 'signed-out') return <p>Nobody is signed in.</p>
      return <button onClick={() => void logout()}>Log out {session.user?.name}</button>
    }`,
  'app/layout.tsx': `import type { ReactNode } from 'react'
    export default ({ children }: { children: ReactNode }) => <html lang="en"><body>{children}</body></html>`,
  'app/page.tsx': `import { Greeting, Providers } from './campusbite'
    const user = { id: '1', name: 'Ada', email: 'ada@campus.test', role: 'customer' } as const
    export const dynamic = 'force-dynamic'
    export default async function Page({ searchParams }: { searchParams: Promise<{ as?: string }> }) {
      const session = (await searchParams).as === 'ada' ? { sid: '0192-abc', user } : null
      return <Providers session={session}><Greeting /></Providers>
    }`,
}

let server: ChildProcessWithoutNullStreams | undefined
let url = ''

beforeAll(async () => {
  await mkdir(join(project, 'app'), { recursive: true })
  for (const [name, text] of Object.entries(files)) await writeFile(join(project, name), text)
  await run(process.execPath, [next, 'build'], { cwd: project, env })
  server = spawn(process.execPath, [next, 'start', '--port', '0'], { cwd: project, env })
  url = await addressOf(server)
}, 240_000)

/** Keeps reading: a server whose output is not consumed would die of its next line. */
function addressOf({ stdout, stderr }: ChildProcessWithoutNullStreams): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = ''
    const read = (chunk: Buffer) => {
      output += chunk
      const [address] = /http:\/\/localhost:\d+/.exec(output) ?? []
      if (address) resolve(address)
    }
    stdout.on('data', read).once('end', () => reject(new Error(`Next did not start:\n${output}`)))
    stderr.on('data', read)
  })
}

afterAll(async () => {
  if (!server || server.exitCode !== null || server.signalCode !== null) return
  const ended = once(server, 'exit')
  server.kill('SIGTERM')
  await ended
})

test('builds, and renders the signed-in user on the server', async () => {
  const page = async (path: string) => (await fetch(url + path)).text()
  expect(await page('/')).toContain('Nobody is signed in.')
  expect(await page('/?as=ada')).toMatch(/<button[^>]*>Log out (<!-- -->)?Ada/)
})
