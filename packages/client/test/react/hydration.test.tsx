// @vitest-environment jsdom
// @vitest-environment-options {"url":"https://campus.test/"}
/** State that a server has rendered for the last user: the next user's tree gets the same state again. */
import { dehydrate, HydrationBoundary, QueryClient, useQuery, useQueryClient } from '@tanstack/react-query'
import { createRoot } from 'react-dom/client'
import { expect, inject, onTestFinished, test } from 'vitest'
import type { CampusBite } from '../../src/index'
import { CampusBiteProvider } from '../../src/react/index'
import { signedInTab } from '../support/page'
import { newPerson } from '../support/people'
import { page, until } from './parts'

const key = ['profile']

async function rendered(profile: string, { late = false } = {}) {
  const server = new QueryClient({ defaultOptions: { dehydrate: { shouldDehydrateQuery: () => true } } })
  const query = server.prefetchQuery({ queryKey: key, queryFn: async () => profile })
  if (!late) await query
  return dehydrate(server)
}

function Profile() {
  const { data } = useQuery({ queryKey: key, queryFn: async () => 'asked for', enabled: false })
  return <p>{data ?? 'unknown'}</p>
}

function CacheOf({ on }: { on(client: QueryClient): void }) {
  on(useQueryClient())
  return null
}

interface Shown {
  state: Awaited<ReturnType<typeof rendered>>
  /** Another part of the page with the same query. */
  beside?: boolean
}

function stage(client: CampusBite) {
  const container = page()
  const root = createRoot(container)
  onTestFinished(() => root.unmount())
  const first = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } })
  const caches: QueryClient[] = []
  const put = ({ state, beside = false }: Shown) =>
    root.render(
      <CampusBiteProvider client={client} queryClient={first}>
        <CacheOf on={(cache) => caches.push(cache)} />
        {beside && <Profile />}
        <HydrationBoundary state={state}>
          <Profile />
        </HydrationBoundary>
      </CampusBiteProvider>,
    )
  return { container, put, caches, first }
}

test.each([
  { late: false, beside: false },
  { late: false, beside: true },
  { late: true, beside: false },
])('G16 state hydrated for the last user is not hydrated for the next: %j', async ({ late, beside }) => {
  const { client } = await signedInTab()
  const next = await newPerson(inject('apiOfPages'))
  const state = await rendered('of the first', { late })
  const { container, put, caches } = stage(client)
  put({ state, beside })
  await until(() => expect(container.textContent).toContain('of the first'))
  await client.logout()
  await client.login(next)
  await until(() => expect(new Set(caches).size).toBe(2))
  // Again, after the effects and promises of the first time have run.
  put({ state: { ...state }, beside })
  await until(() => expect(container.textContent).toContain('unknown'))
  expect(container.textContent).not.toContain('of the first')
  expect(caches.at(-1)?.getQueryData(key)).toBeUndefined()

  put({ state: await rendered('of the second'), beside })
  await until(() => expect(container.textContent).toContain('of the second'))
  expect(container.textContent).not.toContain('of the first')
})

test('G16 nor is state that the last user ignored for something newer', async () => {
  const { client } = await signedInTab()
  const next = await newPerson(inject('apiOfPages'))
  const state = await rendered('of the first')
  const { container, put, caches, first } = stage(client)
  first.setQueryData(key, 'newer', { updatedAt: Date.now() + 1_000 })
  put({ state })
  await until(() => expect(container.textContent).toContain('newer'))
  await client.logout()
  await client.login(next)
  await until(() => expect(new Set(caches).size).toBe(2))
  put({ state: { ...state } })
  await until(() => expect(container.textContent).toContain('unknown'))
  expect(caches.at(-1)?.getQueryData(key)).toBeUndefined()
})
