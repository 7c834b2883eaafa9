// The next user of the same browser never sees the last one's data, and is not logged out by the last one's late logout.
import { meStatus } from './api'
import { expect, test } from './fixtures'
import { credentialsOf } from './jar'
import { LoginPage } from './pages/login-page'
import { SignedInPage } from './pages/signed-in-page'
import { registerPerson } from './user'

const logout = /^\/api\/auth\/logout/

test('G16 the next user finds an empty cart and nothing of the last one', async ({ signedIn, page, user, network }) => {
  await signedIn.addToCart()
  await signedIn.follow('Cart')
  await page.getByRole('button', { name: 'Place order' }).click()
  await expect(page).toHaveURL(/\/orders/)
  await signedIn.open('Menu')
  const dish = await signedIn.addToCart()
  const login = await signedIn.logOut()

  const next = await registerPerson(network.url, 'Grace')
  await login.logIn(next)
  for (const place of ['Cart', 'Orders', 'Account'] as const) {
    await signedIn.open(place)
    await expect(page).toHoldNoTrace(user.canary)
    if (place !== 'Account') await expect(page.getByRole('main').getByText(dish)).toHaveCount(0)
  }
  await expect(page.getByText(next.email)).toBeVisible()
})

test("G16 G04 the last logout's response, arriving after the next login, ends no session", async ({
  signedIn,
  page,
  context,
  user,
  network,
}) => {
  const before = await credentialsOf(context)
  const answer = network.hold(logout)
  await signedIn.logOutButton.click()
  const login = new LoginPage(page)
  await expect(login.heading).toBeVisible()
  const next = await registerPerson(network.url, 'Grace')
  await login.logIn(next)
  const after = await credentialsOf(context)

  answer()
  await expect.poll(() => network.sent(logout, 'POST').every(({ status }) => status !== undefined)).toBe(true)
  expect(await credentialsOf(context)).toEqual(after)
  expect(await meStatus(network.url, before.accessToken)).toBe(401)
  await new SignedInPage(page).open('Account')
  await expect(page.getByText(next.email)).toBeVisible()
  await expect(page).toHoldNoTrace(user.canary)
})

test('G16 G11 a logout delivered after the next login ends only its own session', async ({
  signedIn,
  page,
  context,
  network,
  consoleErrors,
}) => {
  consoleErrors.allowFailedRequests()
  const before = await credentialsOf(context)
  network.fail(logout, 503)
  await signedIn.logOutButton.click()
  const login = new LoginPage(page)
  await expect(login.heading).toBeVisible()
  const next = await registerPerson(network.url, 'Grace')
  await login.logIn(next)
  network.heal()
  await new SignedInPage(page).open('Account')
  await expect.poll(() => network.sent(logout, 'POST').some(({ status }) => status === 200)).toBe(true)
  await expect(page.getByText(next.email)).toBeVisible()
  const after = await credentialsOf(context)
  expect(await meStatus(network.url, after.accessToken)).toBe(200)
  expect(await meStatus(network.url, before.accessToken)).toBe(401)
})

test('G16 G09 a response for the last user, arriving after the next login, is shown to nobody', async ({
  signedIn,
  page,
  user,
  network,
}) => {
  const answer = network.hold(/order\.list|auth\.me|_rsc=/)
  await signedIn.page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Account' }).click()
  await expect.poll(() => network.sent(/_rsc=/).length).toBeGreaterThan(0)
  await signedIn.logOutButton.click()
  const login = new LoginPage(page)
  await expect(login.heading).toBeVisible()
  const next = await registerPerson(network.url, 'Grace')
  await login.logIn(next)
  answer()
  await new SignedInPage(page).open('Account')
  await expect(page.getByText(next.email)).toBeVisible()
  await expect(page).toHoldNoTrace(user.canary)
})
