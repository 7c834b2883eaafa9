/** Prints what this package costs an app: its imports bundled with their dependencies, minified, gzipped. Fails over the limit. */
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

// What an app imports, and its maximum size. Bundlers leave out unused token stores.
const imports = {
  "export * from './dist/index.js'": 10 * 1024,
  "export { createCampusBite, cookieTokens } from './dist/index.js'": undefined,
  "export * from './dist/durable/index.js'": undefined,
  "export * from './dist/streams/index.js'": undefined,
  "export * from './dist/react/index.js'": undefined,
}
// What an app that uses React has anyway.
const external = ['react', 'react/jsx-runtime', '@tanstack/react-query', '@trpc/react-query']

for (const [contents, limit] of Object.entries(imports)) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: process.cwd() },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    external,
    write: false,
  })
  const bytes = gzipSync(outputFiles[0].contents, { level: 9 }).length
  console.log(`${contents}: ${bytes} bytes gzipped${limit ? ` of ${limit}` : ''}`)
  if (limit !== undefined && bytes > limit) process.exitCode = 1
}
