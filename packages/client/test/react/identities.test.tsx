// @vitest-environment jsdom
// @vitest-environment-options {"url":"https://campus.test/"}
/** Which cache belongs to whom, when a tree unmounts and mounts, or its client changes. */
import { MutationCache, QueryCache, QueryClient, useMutation, useQuery } from '@tanstack/react-query'
import { type ReactNode, StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { expect, inject, onTestFinished, test, vi } from 'vitest'
import { type CampusBite, memoryTokens } from '../../src/index'
import { retire, successor } from '../../src/react/identity-query-client'
import { CampusBiteProvider } from '../../src/react/index'
import { signedInTab } from '../support/page'
import { newPerson } from '../support/people'
import { Me, page, show, until } from './parts'

const newQueryClient = () => new QueryClient({ defaultOptions: { queries: { staleTime: 60_000, retry: false } } })

/** A tree whose provider mounts and unmounts. */
function stage(queryClient: QueryClient) {
  const container = page()
  const root = createRoot(container)
  onTestFinished(() => root.unmount())
  const put = (client: CampusBite | null, children?: ReactNode) =>
    root.render(
      <StrictMode>
        {client && (
          <CampusBiteProvider client={client} queryClient={queryClient}>
            {children}
          </CampusBiteProvider>
        )}
      </StrictMode>,
    )
  return { container, put }
}

test('G16 the next user sees nothing of the last one, even if no provider was mounted at the logout', async () => {
  const { client, user } = await signedInTab()
  const next = await newPerson(inject('apiOfPages'))
  const queryClient = newQueryClient()
  const { container, put } = stage(queryClient)
  put(client, <Me />)
  await until(() => expect(container.textContent).toBe(user.email))
  put(null)
  await until(() => expect(container.textContent).toBe(''))
  await client.logout()
  expect(queryClient.getQueryCache().getAll()).toEqual([])

  await client.login(next)
  const seen = new Set<string>()
  const watch = new MutationObserver(() => seen.add(container.textContent ?? ''))
  watch.observe(container, { childList: true, subtree: true, characterData: true })
  onTestFinished(() => watch.disconnect())
  put(client, <Me />)
  await until(() => expect(container.textContent).toBe(next.email))
  expect(seen).not.toContain(user.email)
})

test('a provider that is mounted only while somebody is signed in loads for the second user as for the first', async () => {
  const { client, user } = await signedInTab()
  const next = await newPerson(inject('apiOfPages'))
  const { container, put } = stage(newQueryClient())
  for (const person of [user, next]) {
    if (person === next) await client.login(next)
    put(client, <Me />)
    await until(() => expect(container.textContent).toBe(person.email))
    await client.logout()
    put(null)
    await until(() => expect(container.textContent).toBe(''))
  }
})

test('a client that replaces another shares nothing with it', async () => {
  const first = await signedInTab({ tokens: memoryTokens() })
  const second = await signedInTab({ tokens: memoryTokens() })
  const { container, put } = stage(newQueryClient())
  put(first.client, <Me />)
  await until(() => expect(container.textContent).toBe(first.user.email))
  put(second.client, <Me />)
  await until(() => expect(container.textContent).toBe(second.user.email))
})

function Special() {
  const { data } = useQuery<string>({ queryKey: ['special'] })
  const send = useMutation<string>({ mutationKey: ['send'] })
  return (
    <button type="button" onClick={() => send.mutate()}>
      {data}
    </button>
  )
}

test('the defaults of individual queries and mutations also apply to the next user', async () => {
  const { client } = await signedInTab()
  const first = newQueryClient()
  const mutate = vi.fn(async () => 'sent')
  first.setQueryDefaults(['special'], { queryFn: async () => 'special' })
  first.setMutationDefaults(['send'], { mutationFn: mutate })
  const container = show(client, first, <Special />)
  await until(() => expect(container.textContent).toBe('special'))
  await client.logout()
  await client.login(await newPerson(inject('apiOfPages')))
  await until(() => expect(container.textContent).toBe('special'))
  container.querySelector('button')?.click()
  await until(() => expect(mutate).toHaveBeenCalledOnce())
})

test("the app's cache-wide callbacks carry over to a retired client's successor", () => {
  const [onQuery, onMutation] = [vi.fn(), vi.fn()]
  const first = new QueryClient({
    queryCache: new QueryCache({ onError: onQuery }),
    mutationCache: new MutationCache({ onError: onMutation }),
  })
  retire(first)
  expect(first.getQueryCache().config.onError).toBeUndefined()
  const next = successor(first)
  expect(next.getQueryCache().config.onError).toBe(onQuery)
  expect(next.getMutationCache().config.onError).toBe(onMutation)
})
