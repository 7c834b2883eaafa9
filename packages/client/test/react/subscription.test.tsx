// @vitest-environment jsdom
// @vitest-environment-options {"url":"https://campus.test/"}
/** tRPC's own `useSubscription` over this client's streams, and the page that watches its session by itself. */
import { QueryClient } from '@tanstack/react-query'
import { expect, inject, test } from 'vitest'
import { api, useSession } from '../../src/react/index'
import { streams } from '../../src/streams/index'
import { openTab, signedInTab } from '../support/page'
import { logIn, newPerson } from '../support/people'
import { show, until } from './parts'

function Watched() {
  const session = useSession()
  const enabled = session.status === 'signed-in'
  const { data, status } = api.session.watch.useSubscription(undefined, { enabled })
  return <p>{data?.id ?? status}</p>
}

test('G09 G24 useSubscription shows events, and none once its session is over', async () => {
  const { client, sid, network } = await signedInTab({ streams })
  const container = show(client, new QueryClient(), <Watched />)
  await until(() => expect(container.textContent).toBe(sid))
  await client.logout()
  await until(() => expect(container.textContent).not.toBe(sid))
  await client.login(await newPerson(inject('apiOfPages')))
  await until(() => expect(container.textContent).toMatch(/^[0-9a-f-]{36}$/))
  expect(container.textContent).not.toBe(sid)
  await client.logout()
  expect(network.to('/session.watch').length).toBeGreaterThan(1)
})

test('G24 a visible page learns within a second that its session has ended on another device', async () => {
  const { client, person, network } = await signedInTab({ streams })
  await until(() => expect(network.to('/session.watch')).toHaveLength(1))
  const { accessToken } = await logIn(inject('apiOfPages'), person)
  const headers = { authorization: `Bearer ${accessToken}` }
  await fetch(`${inject('apiOfPages')}/api/auth/logout-others`, { method: 'POST', headers })
  await expect
    .poll(() => client.session, { timeout: 1_000 })
    .toMatchObject({ status: 'signed-out', reason: 'ended-elsewhere' })
  expect(network.to('/session.watch')).toHaveLength(1)
})

test('a page that is hidden or in the back/forward cache holds no stream, and reopens it when visible', async () => {
  const { client, network } = await signedInTab({ streams })
  await until(() => expect(network.to('/session.watch')).toHaveLength(1))
  window.dispatchEvent(new Event('pagehide'))
  window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }))
  await until(() => expect(network.to('/session.watch')).toHaveLength(2))
  await client.logout()
})

test('nothing is watched while signed out', async () => {
  const { client, network } = openTab({ streams })
  await client.api.menu.list.query()
  expect(network.to('/session.watch')).toEqual([])
})
