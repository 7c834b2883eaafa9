// A session reaches its absolute limit: a browser that returns later is told, and so is a page that was open.
import { meStatus } from './api'
import { expect, test } from './fixtures'
import { cookiesOf, credentialsOf } from './jar'
import { LoginPage } from './pages/login-page'

test.use({ settings: { REFRESH_TOKEN_TTL: '12s', ACCESS_TOKEN_TTL: '12s' } })

const expired = /^Your session has expired/

test('G16 G18 G32 a browser that returns after it is told, and takes the same user back to the page they asked for', async ({
  page,
  signedIn,
  context,
  user,
  network,
}) => {
  await expect(signedIn.logOutButton).toBeVisible()
  const { accessToken } = await credentialsOf(context)
  await page.goto('about:blank')
  await expect.poll(() => meStatus(network.url, accessToken), { timeout: 20_000 }).toBe(401)
  // This browser has dropped everything of the session, except what tells the next page why.
  const names = async () => (await cookiesOf(context)).map(({ name }) => name.replace(/-[0-9a-f]+$/, ''))
  await expect.poll(names).toEqual(['__Host-campusbite-refresh'])

  await page.goto('/orders')
  const login = new LoginPage(page)
  await expect(login.notice).toHaveText(expired)
  await expect(page).toHaveURL(/\/login\?next=%2Forders$/)
  expect((await names()).join()).not.toContain('refresh')
  await login.logIn(user)
  await expect(page).toHaveURL(/\/orders$/)
})

test('G18 G32 an open page says so by itself and clears its content', async ({
  page,
  signedIn,
  user,
  consoleErrors,
}) => {
  consoleErrors.allowFailedRequests()
  await signedIn.open('Orders')
  const login = new LoginPage(page)
  await expect(login.notice).toHaveText(expired, { timeout: 20_000 })
  await expect(page).toHaveURL(/\/login\?next=%2Forders$/)
  await expect(page).toHoldNoTrace(user.canary)
})
