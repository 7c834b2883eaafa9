/** The API, as pages and Next's own hooks find it: Next bundles each of them by itself, so it is left where all of them look. */
import type { PageRuntime } from '../server/pages/next-app'

export function pageRuntime(): PageRuntime {
  const found = (globalThis as { [key: symbol]: unknown })[Symbol.for('campusbite.server')]
  if (!found) throw new Error('Pages are served by src/server/main.ts, which offers them the API: use `npm start`.')
  return found as PageRuntime
}
