/** Puts a client into a React tree, and takes the tree down with its identity. */
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
  /** The first identity's. Each later one gets a new client with the same defaults. */
  queryClient: QueryClient
  /** Whom the server rendered this page for; null for nobody. Leave it out where no server renders. */
  session?: ServerSession | null | undefined
  children: ReactNode
}

/** React 18 warns of layout effects on a server, which runs effects of neither kind. */
const useShownEffect = inBrowser() ? useLayoutEffect : useEffect

/**
 * Everything that shows something of the session stands inside of it. Renders nothing once the page is being left.
 * @throws CampusBiteError `MISCONFIGURED` for a `client` or `queryClient` that is none
 */
export function CampusBiteProvider({ client, queryClient, session: rendered, children }: CampusBiteProviderProps) {
  const core = coreOf(client)
  if (!core)
    throw misconfigured('`client` must come from `createCampusBite` of this very package. Is it installed twice?')
  // From JavaScript no compiler has said so.
  if (!queryClient?.mount) throw misconfigured('Give `queryClient`, a `QueryClient` of @tanstack/react-query.')
  const [first] = useState(queryClient)
  const identities = identitiesOf(core, first)
  // While the server's markup is taken over, the session is the one it was made for.
  const atServer = useMemo((): Session => {
    return rendered ? { status: 'signed-in', generation: 0, ...rendered } : { status: 'signed-out', generation: 0 }
  }, [rendered])
  const session = useSyncExternalStore(
    client.subscribe,
    () => client.session,
    () => atServer,
  )
  const { key, queryClient: current, trpc } = identities.get()

  // From the moment on in which the tree is shown: React subscribes to a store later, and a logout may come between.
  useShownEffect(() => identities.follow(), [identities])

  // Before the effects of the children, whose first requests go out as the session that is adopted here; and after the
  // markup was taken over, because a page that is already over is wiped.
  useShownEffect(() => {
    if (rendered) client.adopt(rendered)
  }, [client, rendered])
  const unsure = !rendered && session.status === 'signed-in' && session.user === undefined
  useEffect(() => {
    if (unsure) void client.verify()
  }, [client, unsure])

  const context = useMemo(() => ({ client, session }), [client, session])

  // Nothing of the page that is being left may be rendered again, or run.
  if (core.page?.left) return null
  return (
    <CampusBiteContext.Provider value={context}>
      <api.Provider key={key} client={trpc} queryClient={current}>
        <QueryClientProvider client={current}>{children}</QueryClientProvider>
      </api.Provider>
    </CampusBiteContext.Provider>
  )
}
