// A browser whose scripts cannot write cookies, while the server's are kept: an extension or a policy does that.
import { meStatus } from './api'
import { expect, test } from './fixtures'
import { cookiesOf } from './jar'
import { LoginPage } from './pages/login-page'

/** The ticket went with the page that logged in, so the test uses the next page. */
test.beforeEach(async ({ context, signedIn }) => {
  await context.addInitScript(() => {
    Object.defineProperty(Document.prototype, 'cookie', { get: () => '', set: () => {} })
  })
  await signedIn.open('Account')
  // Handled by script, which has loaded by then.
  await signedIn.follow('Orders')
})

const accessTokenIn = (cookies: { name: string; value: string }[]): string =>
  cookies.find(({ name }) => name.includes('-access-'))?.value ?? ''

test('G01 if script cannot write cookies, the session still ends', async ({ signedIn, context, network, user }) => {
  const accessToken = accessTokenIn(await cookiesOf(context))
  await signedIn.logOutButton.click()
  // The login page's notice would be passed in a cookie, too.
  await expect(new LoginPage(signedIn.page).heading).toBeVisible()
  await expect(signedIn.page).toHoldNoTrace(user.canary)
  expect(await meStatus(network.url, accessToken)).toBe(401)
})

test('G11 if script cannot write cookies and the server is unreachable, it ends with the next page', async ({
  signedIn,
  page,
  context,
  network,
  consoleErrors,
}) => {
  consoleErrors.allowFailedRequests()
  const accessToken = accessTokenIn(await cookiesOf(context))
  network.cut(/./)
  await signedIn.logOutUnreached()
  network.heal()
  await expect.poll(() => meStatus(network.url, accessToken)).toBe(401)
  await expect(new LoginPage(page).heading).toBeVisible()
})
