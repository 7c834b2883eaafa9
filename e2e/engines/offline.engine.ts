// A logout that the server does not hear of at once, in another engine: honest, stored, and delivered.
import { meStatus } from '../api'
import { queuedNotice } from '../pages/login-page'
import type { Profile } from './engine'
import { expect, test } from './fixtures'

const logout = /^\/api\/auth\/logout/

async function accessToken(profile: Profile, site: string): Promise<string> {
  const found = (await profile.cookies(site)).find(({ name }) => name.includes('-access-'))
  if (!found) throw new Error('This browser is not signed in.')
  return found.value
}

test('G11 a failing endpoint: the ticket is kept, and delivered once it recovers', async ({
  shop,
  profile,
  site,
  network,
}) => {
  const access = await accessToken(profile, site)
  network.fail(logout, 500)
  await shop.clickLogOut()
  await shop.expectLoggedOut(queuedNotice)
  // The tombstone cookie told the server with the very next request.
  expect(await meStatus(network.url, access)).toBe(401)
  network.heal()
  await shop.open('/login')
  await expect.poll(() => network.sent(logout, 'POST').some(({ status }) => status === 200)).toBe(true)
  await expect.poll(() => profile.cookies(site)).toEqual([])
})

test('G11 the server unreachable: the page says so, and moves on when it is back', async ({
  shop,
  profile,
  site,
  network,
}) => {
  const access = await accessToken(profile, site)
  network.cut(/./)
  await shop.clickLogOut()
  await shop.expectStatus(queuedNotice)
  expect(await shop.tab.ask(() => document.querySelector('form[action="/api/auth/logout"]') === null, null)).toBe(true)
  network.heal()
  await shop.expectLoggedOut(/^You have been logged out\./)
  await expect.poll(() => meStatus(network.url, access)).toBe(401)
  await expect.poll(() => profile.cookies(site)).toEqual([])
})

test('G11 the tab is closed right after the click: the server is still told', async ({
  shop,
  newTab,
  profile,
  site,
  network,
}) => {
  const access = await accessToken(profile, site)
  // The browser must not exit with its last tab.
  const other = await newTab()
  await shop.tab.ask(() => document.querySelector<HTMLElement>('form[action="/api/auth/logout"] button')?.click(), null)
  await shop.tab.close()
  await expect.poll(() => meStatus(network.url, access)).toBe(401)
  await other.open('/account')
  await other.expectSignedOut()
  await expect.poll(() => profile.cookies(site)).toEqual([])
})

test('G11 the page is left right after the click: the server is still told', async ({
  shop,
  profile,
  site,
  network,
}) => {
  const access = await accessToken(profile, site)
  await shop.tab.ask(() => {
    document.querySelector<HTMLElement>('form[action="/api/auth/logout"] button')?.click()
    location.href = '/docs'
  }, null)
  await expect.poll(() => meStatus(network.url, access)).toBe(401)
})

test('G11 G16 closed while the server was unreachable: the next page delivers the logout before it shows anything', async ({
  shop,
  newTab,
  profile,
  site,
  user,
  network,
}) => {
  const access = await accessToken(profile, site)
  const other = await newTab()
  network.cut(/./)
  await shop.clickLogOut()
  await shop.expectStatus(queuedNotice)
  await shop.tab.close()
  network.heal()
  await other.open('/account')
  await other.expectSignedOut()
  await other.expectNoTrace(user.canary)
  expect(await meStatus(network.url, access)).toBe(401)
  await expect.poll(() => profile.cookies(site)).toEqual([])
})
