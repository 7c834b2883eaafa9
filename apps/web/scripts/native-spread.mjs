// tRPC is published with `{ ...object }` compiled to a helper that copies one property after the other, which takes a quarter of a
// logout's cost. Our servers support native spread, so the build replaces the helper and leaves the rest of tRPC unchanged.
import { readFile } from 'node:fs/promises'

/** As tRPC's bundler emits it (`@oxc-project/runtime`). None of its sources has a getter. */
const helper = /function _objectSpread2\(e\) \{[\s\S]*?\n\}\n/g
const native = 'function _objectSpread2(target, ...sources) {\n\treturn Object.assign(target, ...sources);\n}\n'

export const nativeSpread = {
  name: 'native spread',
  setup({ onLoad, onEnd }) {
    let loaded = false
    let replaced = false
    onLoad({ filter: /@trpc[\\/]server[\\/]dist[\\/].*\.mjs$/ }, async ({ path }) => {
      const published = await readFile(path, 'utf8')
      const contents = published.replace(helper, native)
      loaded = true
      replaced ||= contents !== published
      return { contents, loader: 'js' }
    })
    // In another release the helper may look different or be gone: then remove or adapt this plugin.
    onEnd(() =>
      loaded && !replaced
        ? { errors: [{ text: 'tRPC has no _objectSpread2 that we know: adapt or delete native-spread.mjs.' }] }
        : undefined,
    )
  },
}
