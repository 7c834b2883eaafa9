// @vitest-environment jsdom
// @vitest-environment-options {"url":"https://campus.test/"}
/** The session that the server rendered a page for, and what this device knows about it that the page does not. */
import { expect, test } from 'vitest'
import { expire, httpOnly, openTab, readable, signedInTab } from '../support/page'

const hidden = () => document.documentElement.style.visibility === 'hidden'

test('is taken over', async () => {
  const { sid, user } = await signedInTab()
  const { client } = openTab()
  client.adopt({ sid, user })
  expect(client.session).toEqual({ status: 'signed-in', sid, user, generation: 0 })
  expect(hidden()).toBe(false)
})

test('G10 a page that was loading while its session was logged out is wiped at once', async () => {
  const { client: gone, network, sid, user } = await signedInTab()
  network.offline()
  await gone.logout()
  const { client } = openTab()
  client.adopt({ sid, user })
  expect(client.session).toMatchObject({ status: 'signed-out', reason: 'logged-out' })
})

test('G10 even if that logout has been delivered by now: nothing is shown before the server has answered', async () => {
  const { client: gone, sid, user } = await signedInTab()
  await gone.logout()
  const { client } = openTab()
  client.adopt({ sid, user })
  expect(hidden()).toBe(true)
  await expect.poll(() => client.session.status).toBe('signed-out')
  await expect.poll(hidden).toBe(false)
  expect(readable().size).toBe(0)
})

test('G11 a logout from before the client existed is queued and delivered', async () => {
  const { sid } = await signedInTab()
  // biome-ignore lint/suspicious/noDocumentCookie: what a page's own few lines write in the click
  document.cookie = `__Host-campusbite-tombstone-${sid.slice(-12)}=${sid}; Path=/; Secure; Max-Age=600`
  const { client, network } = openTab()
  expect(client.session).toMatchObject({ status: 'signed-out', reason: 'logged-out' })
  expect(client.pending()).toBe(true)
  await client.delivered()
  expect(network.to('/api/auth/logout')).toHaveLength(1)
  expect([...httpOnly.keys(), ...readable().keys()]).toEqual([])
})

test('a session from a login without script is confirmed by the server, and known from then on', async () => {
  const { sid, user } = await signedInTab()
  localStorage.clear()
  for (const name of readable().keys()) expire(name)
  const { client } = openTab()
  expect(client.session.status).toBe('signed-out')
  client.adopt({ sid, user })
  expect(client.session).toMatchObject({ status: 'signed-in', sid })
  expect(hidden()).toBe(true)
  await expect.poll(hidden).toBe(false)
  expect([...readable().values()]).toEqual([sid])
  await expect(client.logout()).resolves.toMatchObject({ server: 'ended' })
})

test('G01 a session logged out before the server has confirmed it is not shown again', async () => {
  const { sid, user } = await signedInTab()
  localStorage.clear()
  for (const name of readable().keys()) expire(name)
  const { client, network } = openTab()
  network.faults.set('/session.list', 'silent')
  client.adopt({ sid, user })
  await expect.poll(() => network.to('/session.list')).toHaveLength(1)
  const heard: string[] = []
  client.subscribe(({ status }) => heard.push(status))
  await expect(client.logout()).resolves.toMatchObject({ server: 'ended' })
  expect(heard).toEqual(['signed-out'])
  expect(hidden()).toBe(false)
})

test('G16 a page for another user than the one signed in by now is not shown', async () => {
  const before = await signedInTab()
  const { client: other, sid } = await signedInTab()
  await expect.poll(() => other.pending()).toBe(false)
  const { client } = openTab()
  client.adopt({ sid: before.sid, user: before.user })
  expect(hidden()).toBe(true)
  await expect.poll(() => client.session.status).toBe('signed-out')
  expect(other.session).toMatchObject({ status: 'signed-in', sid })
  expect([...readable().values()]).toEqual([sid])
  expect(httpOnly.size).toBe(2)
})

test('G12 a response from another server does not end the session', async () => {
  const { sid, user } = await signedInTab()
  localStorage.clear()
  for (const name of readable().keys()) expire(name)
  const { client, network } = openTab()
  network.faults.set('/session.list', () => new Response('<h1>Welcome to our network</h1>'))
  client.adopt({ sid, user })
  await expect.poll(() => network.to('/session.list').length).toBe(2)
  expect(client.session).toMatchObject({ status: 'signed-in', sid })
  expect(hidden()).toBe(true)
  network.faults.clear()
  await expect.poll(hidden, { timeout: 5_000 }).toBe(false)
  expect(client.session).toMatchObject({ status: 'signed-in', sid })
})

test('G05 a page rebuilt for a session that was logged out on it is not shown before the server has answered', async () => {
  const { client, network, sid, user } = await signedInTab()
  await expect(client.logout()).resolves.toMatchObject({ server: 'ended' })
  network.offline()
  const asked = network.to('/session.list').length
  client.adopt({ sid, user })
  await expect.poll(() => network.to('/session.list').length).toBe(asked + 2)
  expect(hidden()).toBe(true)
  network.offline(false)
  await expect.poll(hidden, { timeout: 5_000 }).toBe(false)
  expect(client.session.status).toBe('signed-out')
})
