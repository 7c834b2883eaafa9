/** Puts a client into a React tree, and unmounts the tree with its identity. */
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useEffect, useLayoutEffect, useMemo, useState, useSyncExternalStore } from 'react'
import type { ServerSession } from '../adopt'
import { inBrowser } from '../browser'
import type { CampusBite } from '../create-campusbite'
import { misconfigured } from '../errors'
import { coreOf } from '../internals'
import type { Session } from '../session-state'
import { api } from './api'
import { CampusBiteContext } from './context'
import { identitiesOf } from './identity'

export interface CampusBiteProviderProps {
  client: CampusBite
  /** For the first identity. Each later one gets a new client with the same defaults. */
  queryClient: QueryClient
  /** The session that the server rendered this page for; null if nobody is signed in. Omit it without server rendering. */
  session?: ServerSession | null | undefined
  children: ReactNode
}

/** On a server, React 18 warns about layout effects; servers run effects of neither kind. */
const useShownEffect = inBrowser() ? useLayoutEffect : useEffect

/**
 * Wraps everything that shows session data. Renders nothing once the page is being left.
 * @throws CampusBiteError `MISCONFIGURED` if `client` or `queryClient` is missing or of the wrong kind
 */
export function CampusBiteProvider({ client, queryClient, session: rendered, children }: CampusBiteProviderProps) {
  const core = coreOf(client)
  if (!core) throw misconfigured('`client` must come from this package’s `createCampusBite`. Is it installed twice?')
  // Callers in plain JavaScript have no compiler to tell them.
  if (!queryClient?.mount) throw misconfigured('Pass `queryClient`, a `QueryClient` from @tanstack/react-query.')
  const [first] = useState(queryClient)
  const identities = identitiesOf(core, first)
  // During hydration, the session is the one that the markup was rendered for.
  const atServer = useMemo((): Session => {
    return rendered ? { status: 'signed-in', generation: 0, ...rendered } : { status: 'signed-out', generation: 0 }
  }, [rendered])
  const session = useSyncExternalStore(
    client.subscribe,
    () => client.session,
    () => atServer,
  )
  const { key, queryClient: current, trpc } = identities.get()

  // In a layout effect: React subscribes to a store later, and a logout may come in between.
  useShownEffect(() => identities.follow(), [identities])

  // Before the effects of the children, whose first requests are sent as the session adopted here; and after hydration, because
  // a page whose session is over is wiped.
  useShownEffect(() => {
    if (rendered) client.adopt(rendered)
  }, [client, rendered])
  const unsure = !rendered && session.status === 'signed-in' && session.user === undefined
  useEffect(() => {
    if (unsure) void client.verify()
  }, [client, unsure])

  const context = useMemo(() => ({ client, session }), [client, session])

  // Nothing on a page that is being left may render or run again.
  if (core.page?.left) return null
  return (
    <CampusBiteContext.Provider value={context}>
      <api.Provider key={key} client={trpc} queryClient={current}>
        <QueryClientProvider client={current}>{children}</QueryClientProvider>
      </api.Provider>
    </CampusBiteContext.Provider>
  )
}
