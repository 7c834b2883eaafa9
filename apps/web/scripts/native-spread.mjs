// tRPC is published with `{ ...object }` lowered to a helper that copies one property after the other, which takes a quarter of
// all that a logout costs. Servers run where the language has it: the helper becomes the engine's own, and tRPC stays as it is.
import { readFile } from 'node:fs/promises'

/** As the bundler that tRPC is published with writes it (`@oxc-project/runtime`). None of its sources has a getter. */
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
    // With another release the helper may look different, or be gone: then this goes, or is wrong.
    onEnd(() =>
      loaded && !replaced
        ? { errors: [{ text: 'tRPC has no _objectSpread2 that we know: adapt or delete native-spread.mjs.' }] }
        : undefined,
    )
  },
}
