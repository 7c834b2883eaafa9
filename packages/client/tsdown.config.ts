/** Builds the published package: two entries, types that stand alone, the private contract package inlined. */
import { defineConfig } from 'tsdown'

export default defineConfig({
  entry: { index: 'src/index.ts', 'react/index': 'src/react/index.ts' },
  format: 'esm',
  platform: 'neutral',
  target: 'es2022',
  fixedExtension: false,
  // The contract is outside this package: its declarations are made only with both of these.
  dts: { sourcemap: false, eager: true, tsconfig: 'tsconfig.build.json' },
  // Anything else that were bundled would be a second copy of what the app has, or server code.
  deps: { onlyBundle: [] },
  sourcemap: true,
  clean: true,
})
