/** Prints what an app pays for this package: every entry bundled with what it imports, minified, gzipped. Fails over the limit. */
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

const limits = { 'dist/index.js': 10 * 1024, 'dist/react/index.js': undefined }
// What an app that uses React has anyway.
const external = ['react', 'react/jsx-runtime', '@tanstack/react-query', '@trpc/react-query']

for (const [entry, limit] of Object.entries(limits)) {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    external,
    write: false,
  })
  const bytes = gzipSync(outputFiles[0].contents, { level: 9 }).length
  console.log(`${entry}: ${bytes} bytes gzipped${limit ? ` of ${limit}` : ', with the client, without React'}`)
  if (limit !== undefined && bytes > limit) process.exitCode = 1
}
