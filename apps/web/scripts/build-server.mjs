// Bundles a server's main.ts into dist/server.js, or another program into another file: this repository's packages and tRPC go
// in, the rest of npm's stays outside, where npm put it. Beside it goes the file that threads for passwords begin with.
import { copyFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { nativeSpread } from './native-spread.mjs'

// Run from a workspace's folder, which is the one it bundles.
const [source = 'src/server/main.ts', outfile = 'dist/server.js'] = process.argv.slice(2)

await build({
  entryPoints: [resolve(source)],
  outfile: resolve(outfile),
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  sourcemap: true,
  logLevel: 'warning',
  plugins: [
    nativeSpread,
    {
      name: 'npm packages stay outside',
      setup({ onResolve }) {
        onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
          kind === 'entry-point' || path === '@trpc/server' || path.startsWith('@campusbite/')
            ? undefined
            : { path, external: true },
        )
      },
    },
  ],
})

const thread = fileURLToPath(new URL('../../../packages/auth/src/password-thread.mjs', import.meta.url))
await copyFile(thread, join(dirname(resolve(outfile)), 'password-thread.mjs'))
