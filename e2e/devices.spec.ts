// One device out leaves the others in; "others" spares this one; "everywhere" spares none; nobody ends another user's session.
import type { Page } from '@playwright/test'
import { authorized, meStatus } from './api'
import { expect, test } from './fixtures'
import { credentialsOf } from './jar'
import { LoginPage } from './pages/login-page'
import { open } from './server/watching'
import { logInByApi, post, registerPerson } from './user'

test('G14 logging out here leaves other devices and other users logged in', async ({ signedIn, user, network }) => {
  const phone = await logInByApi(network.url, user)
  const somebodyElse = await logInByApi(network.url, await registerPerson(network.url, 'Grace'))
  await signedIn.logOut()
  expect(await meStatus(network.url, phone.accessToken)).toBe(200)
  expect(await meStatus(network.url, somebodyElse.accessToken)).toBe(200)
  expect((await post(network.url, '/api/auth/refresh-token', { refreshToken: phone.refreshToken })).status).toBe(200)
})

test('G14 "Log out other devices" spares this one', async ({ signedIn, page, user, network }) => {
  const phone = await logInByApi(network.url, user)
  await page.goto('/account/devices')
  await page.getByRole('button', { name: 'Log out other devices' }).click()
  await expect.poll(() => meStatus(network.url, phone.accessToken)).toBe(401)
  await expect(page.getByRole('listitem').filter({ hasText: 'This device' })).toBeVisible()
  await signedIn.open('Account')
})

test('G14 "Log out everywhere" asks once more and spares none', async ({ page, context, signedIn, user, network }) => {
  const phone = await logInByApi(network.url, user)
  await expect(signedIn.logOutButton).toBeVisible()
  const { accessToken } = await credentialsOf(context)
  await page.goto('/account/devices')
  // A stream that is requested after the end gets 401, which the browser writes to the console.
  await expect.poll(() => open(network)).toHaveLength(1)
  await page.getByRole('button', { name: 'Log out everywhere', exact: true }).click()
  expect(await meStatus(network.url, phone.accessToken)).toBe(200)
  await page.getByRole('button', { name: 'Yes, log out everywhere' }).click()
  await new LoginPage(page).expectLoggedOut()
  expect(await meStatus(network.url, phone.accessToken)).toBe(401)
  expect(await meStatus(network.url, accessToken)).toBe(401)
  await expect(page).toHoldNoTrace(user.canary)
})

test('G11 G14 ending your own session is reported as such, even if a stream hears of it before the response', async ({
  page,
  signedIn,
  user,
  network,
}) => {
  const login = new LoginPage(page)
  await expect(signedIn.logOutButton).toBeVisible()
  await page.goto('/account/devices')
  await expect.poll(() => open(network)).toHaveLength(1)
  const everywhere = network.hold(/\/session\.endAll/)
  await page.getByRole('button', { name: 'Log out everywhere', exact: true }).click()
  await page.getByRole('button', { name: 'Yes, log out everywhere' }).click()
  await login.expectLoggedOut()
  everywhere()
  await login.logIn(user)
  await page.goto('/account')
  await expect.poll(() => open(network)).toHaveLength(1)
  const deleted = network.hold(/\/auth\.deleteAccount/)
  await page.getByRole('button', { name: 'Delete account' }).click()
  await page.getByLabel('Your password').fill(user.password)
  await page.getByRole('button', { name: 'Delete my account for good' }).click()
  await login.expectLoggedOut('Your account and all its data have been deleted.')
  deleted()
})

const offline: [string, string, (page: Page) => Promise<void>][] = [
  ['ending one device', '/account/devices', (page) => page.getByRole('button', { name: /^Log out .*iPhone/ }).click()],
  [
    'ending the others',
    '/account/devices',
    (page) => page.getByRole('button', { name: 'Log out other devices' }).click(),
  ],
  [
    'ending all',
    '/account/devices',
    async (page) => {
      await page.getByRole('button', { name: 'Log out everywhere', exact: true }).click()
      await page.getByRole('button', { name: 'Yes, log out everywhere' }).click()
    },
  ],
  [
    'changing the password',
    '/account',
    async (page) => {
      await page.getByLabel('Current password').fill('some password')
      await page.getByLabel('New password').fill('another long password')
      await page.getByRole('button', { name: 'Change password' }).click()
    },
  ],
  [
    'deleting the account',
    '/account',
    async (page) => {
      await page.getByRole('button', { name: 'Delete account' }).click()
      await page.getByLabel('Your password').fill('some password')
      await page.getByRole('button', { name: 'Delete my account for good' }).click()
    },
  ],
]

for (const [what, path, ask] of offline) {
  test(`offline the page says at once that it failed: ${what}`, async ({
    page,
    context,
    signedIn,
    user,
    network,
    consoleErrors,
  }) => {
    consoleErrors.allowFailedRequests()
    await expect(signedIn.logOutButton).toBeVisible()
    await logInByApi(network.url, user)
    await page.goto(path)
    // From then on the page listens to the browser's online and offline events.
    await expect(page.getByRole('main').getByRole('button').first()).toBeEnabled()
    await context.setOffline(true)
    await ask(page)
    await expect(page.getByRole('main').getByRole('alert')).toHaveText(/could not be reached/)
  })
}

test('a result of one button does not stay beside the result of another', async ({
  page,
  context,
  signedIn,
  user,
  network,
  consoleErrors,
}) => {
  consoleErrors.allowFailedRequests()
  await expect(signedIn.logOutButton).toBeVisible()
  const main = page.getByRole('main')
  for (const _ of [1, 2]) await logInByApi(network.url, user)
  await page.goto('/account/devices')
  await expect(main.getByRole('button').first()).toBeEnabled()
  await context.setOffline(true)
  await main
    .getByRole('button', { name: /^Log out .*iPhone/ })
    .first()
    .click()
  await expect(main.getByRole('alert')).toHaveText(/could not be reached/)
  await context.setOffline(false)
  await page.getByRole('button', { name: 'Log out other devices' }).click()
  await expect(main.getByRole('status')).toHaveText('2 other devices were logged out.')
  await expect(main.getByRole('alert')).toHaveCount(0)
})

test('a result that comes after another button was pressed is still reported', async ({
  page,
  signedIn,
  user,
  network,
}) => {
  await expect(signedIn.logOutButton).toBeVisible()
  const main = page.getByRole('main')
  for (const _ of [1, 2]) await logInByApi(network.url, user)
  await page.goto('/account/devices')
  const devices = main.getByRole('button', { name: /^Log out .*iPhone/ })
  await expect(devices.first()).toBeEnabled()
  const answer = network.hold(/session\.endOthers/)
  await main.getByRole('button', { name: 'Log out other devices' }).click()
  await devices.first().click()
  await expect(devices).toHaveCount(0)
  answer()
  await expect(main.getByRole('status')).toHaveText('2 other devices were logged out.')
})

test("G14 no user can end another's session, and nothing is revealed", async ({ signedIn, context, network }) => {
  await expect(signedIn.logOutButton).toBeVisible()
  const { sid, accessToken } = await credentialsOf(context)
  const stranger = await logInByApi(network.url, await registerPerson(network.url, 'Mallory'))
  const answer = await fetch(`${network.url}/api/auth/sessions/${sid}`, {
    method: 'DELETE',
    headers: authorized(stranger.accessToken),
  })
  expect(answer.status).toBe(200)
  expect(await meStatus(network.url, accessToken)).toBe(200)
})

test('G20 the devices page lists each session, marks this one and ends any other', async ({
  page,
  signedIn,
  user,
  network,
}) => {
  const phone = await logInByApi(network.url, user)
  await expect(signedIn.logOutButton).toBeVisible()
  await page.goto('/account/devices')
  const devices = page.getByRole('main').getByRole('listitem')
  await expect(devices).toHaveCount(2)
  const own = devices.filter({ hasText: 'This device' })
  await expect(own).toHaveCount(1)
  await expect(own.getByRole('button')).toHaveCount(0)
  await devices.getByRole('button', { name: /^Log out .*iPhone/ }).click()
  await expect(devices).toHaveCount(1)
  expect(await meStatus(network.url, phone.accessToken)).toBe(401)
  await signedIn.open('Account')
})
