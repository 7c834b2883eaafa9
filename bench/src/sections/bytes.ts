/** What a page loads so that somebody can log out: each client with all that it pulls in, by one bundler in one run. */
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { installPeers } from '../contenders/peers'
import type { Section } from './section'

const path = (relative: string) => fileURLToPath(new URL(`../../../${relative}`, import.meta.url))

const clients = [
  {
    name: '@campusbite/client, all of it without React',
    code: `export * from './dist/index.js'`,
    from: 'packages/client',
  },
  {
    name: '@trpc/client, httpLink alone',
    code: `export { createTRPCClient, httpLink } from '@trpc/client'`,
    from: 'apps/web',
  },
  {
    name: 'Better Auth, createAuthClient and signOut',
    code: `import { createAuthClient } from 'better-auth/client'; export const signOut = () => createAuthClient().signOut()`,
    from: 'bench/peers',
  },
]

export const bytes: Section = {
  name: 'bytes',
  about: 'the client, minified and gzipped, beside others',
  async run() {
    installPeers()
    const figures = []
    for (const { name, code, from } of clients) {
      const { outputFiles } = await build({
        stdin: { contents: code, resolveDir: path(from), loader: 'js' },
        bundle: true,
        minify: true,
        format: 'esm',
        platform: 'browser',
        target: 'es2022',
        write: false,
      })
      const contents = outputFiles[0]?.contents ?? new Uint8Array()
      figures.push({ name, minified: contents.length, gzipped: gzipSync(contents, { level: 9 }).length })
    }
    return [
      {
        title: 'Bytes of the client',
        text: 'Bundled and minified by esbuild, then gzipped.',
        columns: ['what', 'minified', 'gzipped'],
        rows: figures.map(({ name, minified, gzipped }) => [name, String(minified), String(gzipped)]),
        figures,
      },
    ]
  },
}
