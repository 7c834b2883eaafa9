// One logout in another engine: nothing of it is left, nothing comes back, and copied credentials are worthless.
import { authorized, meStatus } from '../api'
import { logInByApi, post, registerPerson } from '../user'
import { expect, test } from './fixtures'

const logout = /^\/api\/auth\/logout/

test("G07 G08 no cookie is left, and no trace in the page or its origin's storage", async ({
  shop,
  profile,
  site,
  user,
}) => {
  expect((await profile.cookies(site)).map(({ name }) => name.replace(/-[0-9a-f]{12}$/, '')).sort()).toEqual([
    '__Host-campusbite-access',
    '__Host-campusbite-refresh',
    '__Host-campusbite-sid',
  ])
  await shop.addToCart()
  await shop.follow('Account', '/account')
  await shop.expectSeen(user.email)
  await shop.tab.ask(async (text) => {
    sessionStorage.setItem('draft', text)
    history.replaceState({ ...history.state, note: text }, '')
  }, user.canary)
  await shop.logOut()
  await shop.expectNoTrace(user.canary)
  expect(await profile.cookies(site)).toEqual([])
  expect(await shop.keys()).toEqual([])
})

test('G03 a cookie jar copied before logout is refused after it', async ({ shop, profile, site, network }) => {
  const cookie = (await profile.cookies(site)).map(({ name, value }) => `${name}=${value}`).join('; ')
  const Host = new URL(site).host
  const status = async (path: string) =>
    (await fetch(network.url + path, { headers: { Cookie: cookie, Host }, redirect: 'manual' })).status
  expect([await status('/api/auth/me'), await status('/account')]).toEqual([200, 200])
  await shop.logOut()
  expect([await status('/api/auth/me'), await status('/account')]).toEqual([401, 303])
})

test('G05 Back, twice Back and Forward show nothing private, entered by links', async ({ shop, user }) => {
  await shop.follow('Account', '/account')
  await shop.expectSeen(user.email)
  await shop.follow('Orders', '/orders')
  await shop.logOut()
  for (const steps of [-1, -1, 1, 1] as const) {
    await shop.go(steps)
    await shop.expectSignedOut()
    await shop.expectNoTrace(user.canary)
  }
})

test('G05 Back, twice Back and Forward show nothing private, entered by address', async ({ shop, user }) => {
  await shop.open('/account')
  await shop.expectSeen(user.email)
  await shop.open('/orders')
  await shop.logOut()
  for (const steps of [-1, -1, 1, 1] as const) {
    await shop.go(steps)
    await shop.expectSignedOut()
    await shop.expectNoTrace(user.canary)
  }
})

test('G05 Back to a private page shows nothing if the session was ended from another device', async ({
  shop,
  user,
  network,
}) => {
  await shop.open('/account')
  await shop.expectSeen(user.email)
  // A public page of ours: left like this, the private one may stay in the back/forward cache.
  await shop.open('/docs')
  const { accessToken } = await logInByApi(network.url, user)
  expect((await post(network.url, '/api/auth/logout-others', {}, authorized(accessToken))).status).toBe(200)
  await shop.go(-1)
  await shop.expectSignedOut()
  await shop.expectNoTrace(user.canary)
})

test('G10 another tab shows nothing any more within a second', async ({ shop, newTab, user }) => {
  const other = await newTab()
  await other.open('/account')
  await other.expectSeen(user.email)
  await shop.clickLogOut()
  await other.expectNotSeen(user.email)
  await other.expectSignedOut()
  await other.expectNoTrace(user.canary)
})

test('G10 G08 nor with the server unreachable, and this tab holds no trace', async ({
  shop,
  newTab,
  user,
  network,
}) => {
  const other = await newTab()
  await other.open('/account')
  await other.expectSeen(user.email)
  network.cut(/./)
  await shop.clickLogOut()
  await other.expectNotSeen(user.email)
  for (const tab of [shop, other]) {
    await tab.expectStatus(/You have been logged out/)
    await tab.expectNoTrace(user.canary)
  }
})

test("G13 G08 the form works without the page's script, and the next page clears the rest", async ({
  shop,
  profile,
  site,
  user,
  network,
}) => {
  await shop.addToCart()
  await expect.poll(() => shop.keys()).toContainEqual(expect.stringMatching(/^cart:/))
  // Submits the form as the browser would by itself, without the page's handlers.
  await shop.tab.ask(
    () => void document.querySelector<HTMLFormElement>('form[action="/api/auth/logout"]')?.submit(),
    null,
  )
  await shop.expectLoggedOut()
  // The old page may notice that its cookie is gone before it is left, and then tells the server too. So does the next page, if the
  // old one was left before the response: every repeated request succeeds.
  const [first, ...again] = network.sent(logout, 'POST').map(({ status }) => status)
  expect(first).toBe(303)
  expect(again.filter((status) => status !== undefined && status !== 200)).toEqual([])
  await expect.poll(() => profile.cookies(site)).toEqual([])
  await expect.poll(() => shop.keys()).toEqual([])
  await shop.expectNoTrace(user.canary)
})

test('G16 the next user of this browser finds nothing of the last one', async ({ shop, user, network }) => {
  await shop.addToCart()
  await shop.follow('Account', '/account')
  await shop.expectSeen(user.email)
  await shop.logOut()
  const next = await registerPerson(network.url, 'Grace')
  await shop.logIn(next)
  await shop.open('/cart')
  await shop.expectSeen('Your cart is empty')
  await shop.open('/account')
  await shop.expectSeen(next.email)
  await shop.expectNoTrace(user.canary)
})

test('G31 two clicks at once are one logout, without an error', async ({ shop, network }) => {
  await shop.tab.ask(() => {
    const button = document.querySelector<HTMLElement>('form[action="/api/auth/logout"] button')
    button?.click()
    button?.click()
  }, null)
  await shop.expectLoggedOut()
  expect(network.sent(logout, 'POST').map(({ status }) => status)).toEqual([200])
})

test("G02 the jar's tokens are refused from the first moment on", async ({ shop, profile, site, network }) => {
  const jar = await profile.cookies(site)
  const access = jar.find(({ name }) => name.includes('-access-'))?.value ?? ''
  expect(await meStatus(network.url, access)).toBe(200)
  await shop.logOut()
  expect(await meStatus(network.url, access)).toBe(401)
})
