// @vitest-environment jsdom
// @vitest-environment-options {"url":"https://campus.test/"}
/** Tokens disappear from storage and nobody says that their session is over: it is ended on the server as well. */
import { expect, inject, test } from 'vitest'
import { cookieTokens, localStorageTokens } from '../../src/index'
import { expire, httpOnly, openTab, readable, signedInTab } from '../support/page'
import { logIn, newPerson, type Person, sessionsOf } from '../support/people'

const stores = [
  ['localStorage', localStorageTokens],
  ['cookies', cookieTokens],
] as const

function empty() {
  localStorage.clear()
  httpOnly.clear()
  for (const name of readable().keys()) expire(name)
}

/** What the server says, asked from another device. */
async function lives(person: Person, sid: string) {
  const api = inject('apiOfPages')
  return JSON.stringify(await sessionsOf(api, await logIn(api, person))).includes(sid)
}

test.each(stores)('G11 a logout is `ended` even if %s had lost the tokens before', async (_name, tokens) => {
  const { client, network, person, sid } = await signedInTab({ tokens: tokens() })
  empty()
  await expect(client.api.auth.me.query()).rejects.toMatchObject({ code: 'LOGGED_OUT' })
  expect(client.session.status).toBe('signed-out')
  await expect(client.logout()).resolves.toMatchObject({ server: 'ended' })
  expect(network.to('/api/auth/logout')).toHaveLength(1)
  expect(await lives(person, sid)).toBe(false)
})

test.each(stores)('G11 offline it is `queued` and delivered later: %s', async (_name, tokens) => {
  const { client, network, person, sid } = await signedInTab({ tokens: tokens() })
  empty()
  network.offline()
  await expect(client.api.auth.me.query()).rejects.toMatchObject({ code: 'LOGGED_OUT' })
  await expect(client.logout()).resolves.toMatchObject({ server: 'queued' })
  network.offline(false)
  await expect(client.logout()).resolves.toMatchObject({ server: 'ended' })
  expect(await lives(person, sid)).toBe(false)
})

test.each(stores)('G16 the next user, who found nobody signed in here, stays signed in: %s', async (_name, tokens) => {
  const { client, person, sid } = await signedInTab({ tokens: tokens() })
  empty()
  const other = openTab({ tokens: tokens() })
  const next = await newPerson(inject('apiOfPages'))
  await other.client.login(next)
  await expect(client.api.auth.me.query()).rejects.toMatchObject({ code: 'LOGGED_OUT' })
  await expect(client.logout()).resolves.toMatchObject({ server: 'ended' })
  expect(await lives(person, sid)).toBe(false)
  await expect(other.client.api.auth.me.query()).resolves.toMatchObject({ email: next.email })
  expect(openTab({ tokens: tokens() }).client.session.status).toBe('signed-in')
})

test('G11 if another tab has logged out and could not tell the server, it is `queued` here too', async () => {
  const { client, network } = await signedInTab()
  const other = openTab()
  network.offline()
  other.network.offline()
  await client.logout()
  window.dispatchEvent(new Event('focus'))
  await expect(other.client.logout()).resolves.toMatchObject({ server: 'queued' })
})
