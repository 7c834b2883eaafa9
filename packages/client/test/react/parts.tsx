/** Minimal parts of an app, and how to put them on the page. */
import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { afterEach, expect, onTestFinished, vi } from 'vitest'
import type { CampusBite } from '../../src/index'
import { api, CampusBiteProvider, useLogout, useSession } from '../../src/react/index'

const consoleError = vi.spyOn(console, 'error')
afterEach(() => {
  expect(consoleError.mock.calls).toEqual([])
  consoleError.mockClear()
})

export function page(): HTMLElement {
  const container = document.body.appendChild(document.createElement('div'))
  onTestFinished(() => container.remove())
  return container
}

export function show(client: CampusBite, queryClient: QueryClient, children: ReactNode): HTMLElement {
  const container = page()
  const root = createRoot(container)
  onTestFinished(() => root.unmount())
  root.render(
    <StrictMode>
      <CampusBiteProvider client={client} queryClient={queryClient}>
        {children}
      </CampusBiteProvider>
    </StrictMode>,
  )
  return container
}

/** Waits for a fact. */
export const until = (fact: () => void) => vi.waitFor(fact, { timeout: 5_000, interval: 10 })

export function Cart({ onClient, put, shown }: { onClient(client: QueryClient): void; put(): void; shown(): void }) {
  onClient(useQueryClient())
  const menu = api.menu.list.useQuery()
  const place = api.order.place.useMutation({ onSuccess: put, onError: shown, onSettled: shown })
  const dishId = menu.data?.[0]?.id
  return (
    <button type="button" onClick={() => dishId && place.mutate({ lines: [{ dishId, quantity: 1 }] })}>
      {dishId ? 'Place order' : 'Wait'}
    </button>
  )
}

export function Me({ refetchInterval = false }: { refetchInterval?: number | false }) {
  const session = useSession()
  const me = api.auth.me.useQuery(undefined, { refetchInterval, enabled: session.status === 'signed-in' })
  return <p>{me.data?.email ?? session.status}</p>
}

export type BoundClient = ReturnType<typeof api.useUtils>['client']

/** Passes out the client that is bound to its tree. */
export function Bound({ onBound }: { onBound(client: BoundClient): void }) {
  onBound(api.useUtils().client)
  return <p>{useSession().status}</p>
}

export function LogIn({ as, onSuccess }: { as: { email: string; password: string }; onSuccess(): void }) {
  const login = api.auth.login.useMutation({ onSuccess })
  const menu = api.menu.list.useQuery()
  return (
    <button type="button" onClick={() => login.mutate(as)}>
      {menu.data ? 'Log in' : 'Wait'}
    </button>
  )
}

export function LogOut() {
  const { logout, pending } = useLogout()
  const { status } = useSession()
  return (
    <button type="button" onClick={() => void logout()}>
      {pending ? 'pending' : status}
    </button>
  )
}

export function Name({ rendered }: { rendered?(): void }) {
  const session = useSession()
  rendered?.()
  return <p>{session.status === 'signed-in' ? (session.user?.name ?? '…') : 'nobody'}</p>
}
