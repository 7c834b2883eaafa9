/** Builds the published package: four entries, and types that stand alone, whatever the consumer's compiler is told to check. */
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
    // Else each constant that is imported is carried along by name.
    inputOptions: { optimization: { inlineConst: true } },
    // The private contract package is inlined. Anything of node_modules would be a second copy of what the app has.
    deps: { alwaysBundle: ['@campusbite/auth'], onlyBundle: [] },
  },
  {
    ...common,
    // The contract lies outside this package: its declarations are made only with both of these.
    dts: { emitDtsOnly: true, eager: true, tsconfig: 'tsconfig.build.json', sourcemap: false },
    clean: false,
    // tRPC's own declarations compile in no project without Node's types and `ws`: the parts that the hooks need come along.
    deps: { alwaysBundle: ['@campusbite/auth', /^@trpc\//], onlyBundle: false },
  },
])
