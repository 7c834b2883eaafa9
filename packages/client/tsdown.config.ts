/** Builds the published package: four entries, with types that stand alone, whatever the consumer's compiler checks. */
import { defineConfig } from 'tsdown'

const common = {
  entry: {
    index: 'src/index.ts',
    'durable/index': 'src/durable/index.ts',
    'react/index': 'src/react/index.ts',
    'streams/index': 'src/streams/index.ts',
  },
  format: 'esm',
  platform: 'neutral',
  target: 'es2022',
  fixedExtension: false,
} as const

export default defineConfig([
  {
    ...common,
    dts: false,
    sourcemap: true,
    // Otherwise each imported constant is kept by name.
    inputOptions: { optimization: { inlineConst: true } },
    // The private contract package is inlined. Anything from node_modules would be a second copy of what the app has.
    deps: { alwaysBundle: ['@campusbite/auth'], onlyBundle: [] },
  },
  {
    ...common,
    // The contract is outside this package: its declarations are generated only with both of these.
    dts: { emitDtsOnly: true, eager: true, tsconfig: 'tsconfig.build.json', sourcemap: false },
    clean: false,
    // tRPC's own declarations do not compile without Node's types and `ws`: the parts that the hooks need are included.
    deps: { alwaysBundle: ['@campusbite/auth', /^@trpc\//], onlyBundle: false },
  },
])
