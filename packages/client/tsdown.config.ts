/** Builds the published package: two entries, types that stand alone, the private contract package inlined. */
import { defineConfig } from 'tsdown'

export default defineConfig({
  entry: { index: 'src/index.ts', 'react/index': 'src/react/index.ts' },
  format: 'esm',
  platform: 'neutral',
  target: 'es2022',
  fixedExtension: false,
  // The contract's sources are outside this package: without `eager` no declarations are made for them.
  dts: { sourcemap: false, eager: true },
  // Anything else that were bundled would be a second copy of what the app has, or server code.
  deps: { onlyBundle: ['@campusbite/auth'] },
  sourcemap: true,
  clean: true,
})
