'use client'
/** The providers of every page's client components: the CampusBite client, the query cache and the cart. */
import type { User } from '@campusbite/auth/contract'
import { CampusBiteProvider } from '@campusbite/client/react'
import { type DefaultOptions, QueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { I18nProvider } from 'react-aria-components/I18nProvider'
import { CartProvider } from '../cart/cart-provider'
import { campusbite } from '../lib/campusbite'
import { forgetTraces } from '../session/forget-traces'

interface ProvidersProps {
  session: { sid: string; user: User } | null
  children: React.ReactNode
}

/** An offline action fails at once: if it waited for the network, it would happen when nobody expects it. */
const defaultOptions: DefaultOptions = { queries: { staleTime: 10_000 }, mutations: { networkMode: 'always' } }

export function Providers({ session, children }: ProvidersProps) {
  const [client] = useState(campusbite)
  const [queryClient] = useState(() => new QueryClient({ defaultOptions }))
  useEffect(() => {
    if (session) return client.onLogout('traces', () => forgetTraces(session))
  }, [client, session])
  return (
    // The texts are English whatever the browser's language, and so are the names of React Aria's buttons.
    <I18nProvider locale="en-US">
      <CampusBiteProvider client={client} queryClient={queryClient} session={session}>
        <CartProvider userId={session?.user.id ?? null}>{children}</CartProvider>
      </CampusBiteProvider>
    </I18nProvider>
  )
}
