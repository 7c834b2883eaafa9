// @vitest-environment jsdom
// @vitest-environment-options {"url":"https://campus.test/"}
/** Mutations the last user had not sent yet are never retried, least of all as the next user. */
import { MutationCache, onlineManager, QueryClient, useMutation } from '@tanstack/react-query'
import { expect, inject, onTestFinished, test, vi } from 'vitest'
import type { CampusBite } from '../../src/index'
import { signedInTab } from '../support/page'
import { newPerson } from '../support/people'
import { show, until } from './parts'

interface OrderProps {
  client: CampusBite
  dishId: string
  /** Called when the mutation sends. */
  ran(): void
  /** Called with the mutation that the button has started. */
  started(order: Promise<unknown>): void
}

/** An app that calls the client itself, bound to no tree. */
function Order({ client, dishId, ran, started }: OrderProps) {
  const place = useMutation({
    mutationFn: () => {
      ran()
      return client.api.order.place.mutate({ lines: [{ dishId, quantity: 1 }] })
    },
    // Without a limit, so that one of them meets the next user.
    retry: true,
    retryDelay: 20,
  })
  return (
    <button type="button" onClick={() => started(place.mutateAsync())}>
      Place order
    </button>
  )
}

async function orderingTab() {
  const { client, network } = await signedInTab()
  const next = await newPerson(inject('apiOfPages'))
  const [dish] = await client.api.menu.list.query()
  if (!dish) throw new Error('The menu is empty.')
  const mutationCache = new MutationCache()
  const ran = vi.fn()
  const started = vi.fn<OrderProps['started']>()
  const order = <Order client={client} dishId={dish.id} ran={ran} started={started} />
  const container = show(client, new QueryClient({ mutationCache }), order)
  await until(() => expect(container.textContent).toBe('Place order'))
  const click = () => {
    container.querySelector('button')?.click()
    const placed = started.mock.lastCall?.[0]
    if (!placed) throw new Error('The button has started nothing.')
    placed.catch(() => {})
    return placed
  }
  return { client, network, next, mutationCache, ran, click }
}

test('G09 a mutation answered after logout is not retried as the next user', async () => {
  const { client, network, next, ran, click } = await orderingTab()
  const held = network.hold('/order.place')
  const placed = click()
  await held.answered
  network.faults.set('/order.place', 'offline')
  await client.logout()
  held.release()
  network.faults.delete('/order.place')
  await client.login(next)
  await expect(placed).rejects.toMatchObject({ code: 'LOGGED_OUT' })
  expect(ran).toHaveBeenCalledOnce()
  expect(await client.api.order.list.query()).toEqual([])
})

test('G09 a mutation that was failing at logout is not retried as the next user', async () => {
  const { client, network, next, ran, click } = await orderingTab()
  network.faults.set('/order.place', 500)
  const placed = click()
  await until(() => expect(network.to('/order.place').length).toBeGreaterThan(1))
  const logout = client.logout()
  const before = ran.mock.calls.length
  await logout
  await client.login(next)
  network.faults.delete('/order.place')
  await expect(placed).rejects.toMatchObject({ code: 'LOGGED_OUT' })
  expect(ran).toHaveBeenCalledTimes(before)
  expect(await client.api.order.list.query()).toEqual([])
})

test('G09 a mutation that was paused at logout is not sent as the next user, whoever resumes it', async () => {
  const { client, next, mutationCache, ran, click } = await orderingTab()
  onTestFinished(() => onlineManager.setOnline(true))
  onlineManager.setOnline(false)
  const placed = click()
  await until(() => expect(mutationCache.getAll()[0]?.state.isPaused).toBe(true))
  const [paused] = mutationCache.getAll()
  await client.logout()
  await client.login(next)
  onlineManager.setOnline(true)
  void paused?.continue().catch(() => {})
  await expect(placed).rejects.toMatchObject({ code: 'LOGGED_OUT' })
  expect(ran).not.toHaveBeenCalled()
  expect(await client.api.order.list.query()).toEqual([])
})

function Everywhere({ client, started }: Pick<OrderProps, 'client' | 'started'>) {
  const end = useMutation({ mutationFn: () => client.api.session.endAll.mutate() })
  return (
    <button type="button" onClick={() => started(end.mutateAsync())}>
      Everywhere
    </button>
  )
}

test('a mutation that ends the session still gets its result', async () => {
  const { client } = await signedInTab()
  const started = vi.fn<OrderProps['started']>()
  const container = show(client, new QueryClient(), <Everywhere client={client} started={started} />)
  await until(() => expect(container.textContent).toBe('Everywhere'))
  container.querySelector('button')?.click()
  await expect(started.mock.lastCall?.[0]).resolves.toBeDefined()
  await until(() => expect(client.session.status).toBe('signed-out'))
})
