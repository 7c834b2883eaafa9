// Bundles a server's main.ts into dist/server.js, or another program into another file: this repository's packages go in, npm's stay outside, where npm put them.
import { resolve } from 'node:path'
import { build } from 'esbuild'

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
    {
      name: 'npm packages stay outside',
      setup({ onResolve }) {
        onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
          kind === 'entry-point' || path.startsWith('@campusbite/') ? undefined : { path, external: true },
        )
      },
    },
  ],
})
