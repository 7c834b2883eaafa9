// @vitest-environment jsdom
// @vitest-environment-options {"url":"https://campus.test/"}
/** The React side of the fence: what an identity has fetched goes with it, for good, and none of it is shown as an error. */
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { hydrateRoot } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { expect, inject, onTestFinished, test, vi } from 'vitest'
import type { CampusBite } from '../../src/index'
import { CampusBiteProvider } from '../../src/react/index'
import { openTab, signedInTab } from '../support/page'
import { newPerson } from '../support/people'
import { Bound, type BoundClient, Cart, LogIn, LogOut, Me, Name, page, show, until } from './parts'

const defaultOptions = { queries: { staleTime: 60_000, retry: false } }
const newQueryClient = () => new QueryClient({ defaultOptions })

test('G09 a mutation answered after logout fills nothing and shows nothing', async () => {
  const { client, network } = await signedInTab()
  const shown = vi.fn()
  const queryCache = new QueryCache({ onError: shown })
  const first = new QueryClient({ defaultOptions, queryCache, mutationCache: new MutationCache({ onError: shown }) })
  const clients = new Set<QueryClient>()
  const put = vi.fn(() => first.setQueryData(['orders'], ['private']))
  const container = show(client, first, <Cart onClient={(one) => clients.add(one)} put={put} shown={shown} />)
  await until(() => expect(container.textContent).toBe('Place order'))
  const held = network.hold('/order.place')
  container.querySelector('button')?.click()
  await held.answered
  await client.logout()
  held.release()
  await until(() => expect(clients.size).toBe(2))
  first.setQueryData(['orders'], ['private'])
  expect(first.getQueryCache().getAll()).toEqual([])
  expect(first.getMutationCache().getAll()).toEqual([])
  expect(put).not.toHaveBeenCalled()
  expect(shown).not.toHaveBeenCalled()
  const [, second] = clients
  expect(second?.getDefaultOptions()).toEqual(defaultOptions)
  expect(second?.getQueryCache().config.onError).toBe(shown)
})

test('G09 a retired cache stays empty, whatever is written to it', async () => {
  const { client } = await signedInTab()
  const first = newQueryClient()
  const container = show(client, first, <p>page</p>)
  await until(() => expect(container.textContent).toBe('page'))
  first.setQueryData(['orders'], ['private'])
  await client.logout()
  expect(first.getQueryData(['orders'])).toBeUndefined()
  first.setQueryData(['orders'], ['private'])
  await first.prefetchQuery({ queryKey: ['late'], queryFn: async () => 'private' })
  await first.fetchQuery({ queryKey: ['later'], queryFn: async () => 'private' }).catch(() => {})
  expect(first.getQueryCache().getAll()).toEqual([])
  expect(first.getQueryData(['orders'])).toBeUndefined()
})

test('G09 an observer that fetches on an interval fills nothing after logout', async () => {
  const { client, user } = await signedInTab()
  const first = newQueryClient()
  const container = show(client, first, <Me refetchInterval={10} />)
  await until(() => expect(container.textContent).toBe(user.email))
  await client.logout()
  await until(() => expect(container.textContent).toBe('signed-out'))
  expect(first.getQueryCache().getAll()).toEqual([])
})

test('G16 the next user gets their own cache', async () => {
  const { client, user } = await signedInTab()
  const next = await newPerson(inject('apiOfPages'))
  const clients = new Set<QueryClient>()
  const container = show(
    client,
    newQueryClient(),
    <>
      <Me />
      <Cart onClient={(one) => clients.add(one)} put={() => {}} shown={() => {}} />
    </>,
  )
  await until(() => expect(container.textContent).toContain(user.email))
  await client.logout()
  await until(() => expect(container.textContent).toContain('signed-out'))
  await client.login(next)
  await until(() => expect(container.textContent).toContain(next.email))
  expect(clients.size).toBe(2)
})

test("G09 calls from the last user's tree are not even sent", async () => {
  const { client, network } = await signedInTab()
  const next = await newPerson(inject('apiOfPages'))
  const bound = new Set<BoundClient>()
  const container = show(client, newQueryClient(), <Bound onBound={(of) => bound.add(of)} />)
  await until(() => expect(container.textContent).toBe('signed-in'))
  const [first] = bound
  await client.logout()
  await client.login(next)
  const sent = network.to('/auth.me').length
  await expect(first?.auth.me.query()).rejects.toMatchObject({ code: 'LOGGED_OUT' })
  expect(network.to('/auth.me')).toHaveLength(sent)
  // G16: a logout has what it asked for already. It does not affect the next user's session.
  await expect(first?.auth.logout.mutate()).resolves.toMatchObject({ success: true })
  expect(client.session).toMatchObject({ status: 'signed-in', user: { email: next.email } })
})

test('a login form stays mounted through its own login, and signed-out queries are refetched', async () => {
  const person = await newPerson(inject('apiOfPages'))
  const { client, network } = openTab()
  const onSuccess = vi.fn()
  const container = show(client, newQueryClient(), <LogIn as={person} onSuccess={onSuccess} />)
  await until(() => expect(container.textContent).toBe('Log in'))
  const button = container.querySelector('button')
  const asked = network.to('/menu.list').length
  button?.click()
  await until(() => expect(onSuccess).toHaveBeenCalledOnce())
  expect(container.querySelector('button')).toBe(button)
  await until(() => expect(network.to('/menu.list').length).toBeGreaterThan(asked))
  expect(client.session).toMatchObject({ status: 'signed-in', user: { email: person.email } })
})

test('G31 the button: a double click is one logout, with `pending` set meanwhile', async () => {
  const { client, network } = await signedInTab()
  const held = network.hold('/api/auth/logout')
  const container = show(client, newQueryClient(), <LogOut />)
  await until(() => expect(container.textContent).toBe('signed-in'))
  container.querySelector('button')?.click()
  container.querySelector('button')?.click()
  await held.answered
  held.release()
  await until(() => expect(container.textContent).toBe('signed-out'))
  expect(network.to('/api/auth/logout')).toHaveLength(1)
})

test('G08 with `leaveTo` set, the tree does not render again', async () => {
  history.replaceState(null, '', '/orders')
  onTestFinished(() => History.prototype.replaceState.call(history, null, '', '/'))
  const { client, network, user } = await signedInTab({ leaveTo: '/login' })
  const rendered = vi.fn()
  const container = show(client, newQueryClient(), <Name rendered={rendered} />)
  await until(() => expect(container.textContent).toBe(user.name))
  network.offline()
  rendered.mockClear()
  await client.logout()
  await until(() => expect(container.innerHTML).toBe(''))
  expect(rendered).not.toHaveBeenCalled()
  expect(document.documentElement.innerHTML).not.toContain(user.name)
})

test('the server’s markup hydrates without a mismatch', async () => {
  const { sid, user } = await signedInTab()
  const tab = openTab()
  const app = (client: CampusBite) => (
    <CampusBiteProvider client={client} queryClient={new QueryClient()} session={{ sid, user }}>
      <Name />
    </CampusBiteProvider>
  )
  const container = page()
  container.innerHTML = renderToString(app(openTab().client))
  expect(container.textContent).toBe(user.name)
  const recovered = vi.fn()
  const root = hydrateRoot(container, app(tab.client), { onRecoverableError: recovered })
  onTestFinished(() => root.unmount())
  await until(() => expect(tab.client.session).toEqual({ status: 'signed-in', sid, user, generation: 0 }))
  expect(container.textContent).toBe(user.name)
  expect(recovered).not.toHaveBeenCalled()
  expect(tab.network.sent).toEqual([])
})

test('without server rendering, the API is asked who is signed in', async () => {
  const { user } = await signedInTab()
  const container = show(openTab().client, newQueryClient(), <Name />)
  await until(() => expect(container.textContent).toBe(user.name))
})

test('a hook outside the provider explains what to do', () => {
  expect(() => renderToString(<Name />)).toThrow(expect.objectContaining({ code: 'NO_PROVIDER' }))
})
