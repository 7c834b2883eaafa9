/** What a page loads to log out: each client with its dependencies, by one bundler in one run. */
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { installOnce } from '../machine/install-once'
import type { Section } from './section'

const path = (relative: string) => fileURLToPath(new URL(`../../../${relative}`, import.meta.url))

interface Client {
  name: string
  code: string
  /** The folder to resolve it in. Default: that of the others. */
  from?: string
}

const others = 'bench/clients'

/** Each with the imports that its guide shows for logging out. */
const clients: readonly Client[] = [
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
  { name: 'keycloak-js', code: `export { default } from 'keycloak-js'` },
  { name: 'next-auth, signOut', code: `export { signOut } from 'next-auth/react'` },
  {
    name: 'Better Auth, createAuthClient and signOut',
    code: `import { createAuthClient } from 'better-auth/client'; export const signOut = () => createAuthClient().signOut()`,
  },
  { name: 'oidc-client-ts, UserManager', code: `export { UserManager } from 'oidc-client-ts'` },
  { name: 'SuperTokens, init and signOut', code: `export { init, signOut } from 'supertokens-website'` },
  { name: 'Supabase, AuthClient', code: `export { AuthClient } from '@supabase/auth-js'` },
  {
    name: 'Amplify, signOut',
    code: `export { Amplify } from 'aws-amplify'; export { signOut } from 'aws-amplify/auth'`,
  },
  {
    name: 'Firebase, getAuth and signOut',
    code: `export { initializeApp } from 'firebase/app'; export { getAuth, signOut } from 'firebase/auth'`,
  },
  { name: 'Auth0, createAuth0Client', code: `export { createAuth0Client } from '@auth0/auth0-spa-js'` },
  { name: 'Clerk', code: `export { Clerk } from '@clerk/clerk-js'` },
]

export const bytes: Section = {
  name: 'bytes',
  about: 'the client, minified and gzipped, against others',
  async run() {
    installOnce(path(others))
    const figures = []
    for (const { name, code, from = others } of clients) {
      const { outputFiles } = await build({
        stdin: { contents: code, resolveDir: path(from), loader: 'js' },
        bundle: true,
        minify: true,
        format: 'esm',
        platform: 'browser',
        target: 'es2022',
        write: false,
        // The page's own, whatever logs out there.
        external: ['react', 'react-dom'],
        define: { 'process.env.NODE_ENV': '"production"' },
      })
      const contents = outputFiles[0]?.contents ?? new Uint8Array()
      figures.push({ name, minified: contents.length, gzipped: gzipSync(contents, { level: 9 }).length })
    }
    return [
      {
        title: 'Client size',
        text: 'Bundled and minified by esbuild, then gzipped.',
        columns: ['what', 'minified', 'gzipped'],
        rows: figures.map(({ name, minified, gzipped }) => [name, String(minified), String(gzipped)]),
        figures,
      },
    ]
  },
}
