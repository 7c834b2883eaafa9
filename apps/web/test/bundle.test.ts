import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { expect, test } from 'vitest'

test('the server bundle loads Next only on the thread that renders pages, not with the API', async () => {
  const { metafile } = await build({
    entryPoints: [fileURLToPath(new URL('../src/server/main.ts', import.meta.url))],
    outfile: 'server.js',
    bundle: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    write: false,
    metafile: true,
  })
  const loaded = metafile.outputs['server.js']?.imports.filter(({ path }) => path === 'next')
  expect(loaded?.map(({ kind }) => kind)).toEqual(['dynamic-import'])
})
