/** Makes the API available to pages and Next's hooks. Next bundles each of them separately, so it is stored globally. */
import type { PageRuntime } from '../server/pages/next-app'

export function pageRuntime(): PageRuntime {
  const found = (globalThis as { [key: symbol]: unknown })[Symbol.for('campusbite.server')]
  if (!found) throw new Error('Pages are served by src/server/main.ts, which offers them the API: use `npm start`.')
  return found as PageRuntime
}
