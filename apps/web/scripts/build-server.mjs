// Bundles a server's main.ts into dist/server.js, or another program into another file. This repository's packages and tRPC are
// included; all other npm packages stay external. Also copies the file that password threads start from.
import { copyFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { nativeSpread } from './native-spread.mjs'

// Run from the folder of the workspace to bundle.
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
