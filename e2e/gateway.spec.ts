// What answers instead of an unreachable server: a gateway, or a captive portal.
import { meStatus } from './api'
import { expect, test } from './fixtures'
import { cookiesOf, credentialsOf } from './jar'
import { LoginPage, queuedNotice } from './pages/login-page'

test('G11 a gateway answers while the server is down: the page says so, and moves on when the server is back', async ({
  signedIn,
  page,
  context,
  network,
  user,
  consoleErrors,
}) => {
  consoleErrors.allowFailedRequests()
  const { accessToken } = await credentialsOf(context)
  network.fail(/./, 503)
  await signedIn.logOutUnreached()
  await expect.poll(() => network.sent(/^\/login/, 'HEAD').length).toBeGreaterThan(1)
  await expect(page.getByRole('status')).toHaveText(queuedNotice)
  await expect(page).toHoldNoTrace(user.canary)
  network.heal()
  await new LoginPage(page).expectLoggedOut(/^You have been logged out\./)
  await expect.poll(() => meStatus(network.url, accessToken)).toBe(401)
})

test("G11 a captive portal's answer ends nothing: the page stays, says so, and tells the server once it is reachable", async ({
  signedIn,
  page,
  context,
  network,
  user,
  consoleErrors,
}) => {
  consoleErrors.allowFailedRequests()
  const { accessToken } = await credentialsOf(context)
  const loggedOutAt = Date.now()
  network.fail(/./, 200)
  await signedIn.logOutUnreached()
  await expect.poll(() => network.sent(/^\/login/, 'HEAD').length).toBeGreaterThan(1)
  expect(network.sent(/^\/login/, 'GET').filter(({ at }) => at >= loggedOutAt)).toEqual([])
  await expect(page.getByRole('status')).toHaveText(queuedNotice)
  await expect(page).toHoldNoTrace(user.canary)
  network.heal()
  await new LoginPage(page).expectLoggedOut(/^You have been logged out\./)
  await expect.poll(() => meStatus(network.url, accessToken)).toBe(401)
  await expect.poll(() => cookiesOf(context)).toEqual([])
})
