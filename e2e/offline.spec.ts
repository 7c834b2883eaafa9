// A logout while the server cannot be reached: effective on this device at once, and delivered as soon as possible.
import type { Page } from '@playwright/test'
import { meStatus, refreshStatus } from './api'
import { expect, test } from './fixtures'
import { appKeys, cookiesOf, credentialsOf } from './jar'
import { LoginPage, queuedNotice } from './pages/login-page'
import { SignedInPage } from './pages/signed-in-page'
import { post } from './user'

const logout = /^\/api\/auth\/logout/

/** What is stored of an undelivered logout. */
async function outboxOf(page: Page): Promise<{ sid: string; ticket: string }[]> {
  const texts = await page.evaluate(() =>
    Object.entries(localStorage).flatMap(([key, text]) => (key.startsWith('campusbite:outbox') ? [String(text)] : [])),
  )
  return texts.map((text) => JSON.parse(text))
}

test('G11 offline: stored as a ticket that can only log out, and delivered when the network is back', async ({
  signedIn,
  page,
  context,
  network,
  consoleErrors,
}) => {
  consoleErrors.allowFailedRequests()
  const { accessToken, refreshToken, sid } = await credentialsOf(context)
  await context.setOffline(true)
  await signedIn.logOutUnreached()

  const [owed] = await outboxOf(page)
  expect(owed?.sid).toBe(sid)
  const ticket = owed?.ticket ?? ''
  expect(await meStatus(network.url, accessToken)).toBe(200)
  expect(await meStatus(network.url, ticket)).toBe(401)
  expect(await refreshStatus(network.url, ticket)).toBe(401)

  await context.setOffline(false)
  await expect(new LoginPage(page).heading).toBeVisible()
  await expect.poll(() => meStatus(network.url, accessToken)).toBe(401)
  expect(await refreshStatus(network.url, refreshToken)).toBe(401)
  await expect.poll(() => appKeys(page)).toEqual([])
  await expect.poll(() => cookiesOf(context)).toEqual([])
})

test('G11 a user who opens another page once the network is back gets it: the emptied page does not redirect', async ({
  signedIn,
  page,
  context,
  network,
  consoleErrors,
}) => {
  consoleErrors.allowFailedRequests()
  await context.setOffline(true)
  await signedIn.logOutUnreached()
  // The requested page is still loading when the emptied page hears that the network is back.
  const answer = network.hold(/^\/docs/)
  await context.setOffline(false)
  const going = page.goto('/docs')
  const done = (path: RegExp, method: string) => network.sent(path, method).some(({ status }) => status === 200)
  await expect.poll(() => done(logout, 'POST') && done(/^\/login/, 'HEAD')).toBe(true)
  answer()
  await going
  await expect(page).toHaveURL(/\/docs$/)
})

test('G11 G32 reloading the emptied page once the network is back shows the login page with the notice', async ({
  signedIn,
  page,
  context,
  consoleErrors,
}) => {
  consoleErrors.allowFailedRequests()
  await signedIn.open('Orders')
  await context.setOffline(true)
  await signedIn.logOutUnreached()
  await context.setOffline(false)
  await page.reload()
  await new LoginPage(page).expectLoggedOut(/^You have been logged out\./)
})

test('G11 a failing endpoint: the ticket is kept and delivered once it recovers', async ({
  signedIn,
  page,
  context,
  network,
  consoleErrors,
}) => {
  consoleErrors.allowFailedRequests()
  const { accessToken } = await credentialsOf(context)
  network.fail(logout, 500)
  await signedIn.logOut(queuedNotice)
  expect(await outboxOf(page)).toHaveLength(1)
  // The tombstone cookie told the server with the very next request.
  expect(await meStatus(network.url, accessToken)).toBe(401)

  network.heal()
  await page.reload()
  await expect.poll(() => appKeys(page)).toEqual([])
  expect(network.sent(logout, 'POST').some(({ status }) => status === 200)).toBe(true)
  await expect.poll(() => cookiesOf(context)).toEqual([])
})

test('G11 the server unreachable, then the page is closed: the next page delivers the logout before any other request', async ({
  signedIn,
  page,
  context,
  network,
  user,
  consoleErrors,
}) => {
  consoleErrors.allowFailedRequests()
  const { accessToken, sid } = await credentialsOf(context)
  network.cut(/./)
  await signedIn.logOutUnreached()
  await page.close()
  // The closed page's last attempt may come late: the server must not get the logout from that.
  network.heal()
  network.cut(logout)
  expect(await meStatus(network.url, accessToken)).toBe(200)

  const sentBefore = network.exchanges.length
  const next = await context.newPage()
  await next.goto('/account')
  await expect(new LoginPage(next).heading).toBeVisible()
  const first = network.exchanges.slice(sentBefore).find(({ path }) => !logout.test(path))
  expect(first?.requestHeaders.cookie).toContain(`__Host-campusbite-tombstone-${sid.slice(-12)}=${sid}`)
  expect(await meStatus(network.url, accessToken)).toBe(401)
  await expect(next).toHoldNoTrace(user.canary)
  network.heal()
  await next.reload()
  await expect.poll(() => appKeys(next)).toEqual([])
})

test('G11 delivered before any other authenticated call if somebody logs in meanwhile', async ({
  signedIn,
  context,
  network,
  user,
  consoleErrors,
}) => {
  consoleErrors.allowFailedRequests()
  const before = await credentialsOf(context)
  network.fail(logout, 503)
  const login = await signedIn.logOut(queuedNotice)
  network.heal()
  const sentBefore = network.exchanges.length
  await login.logIn(user)
  const sent = network.exchanges.slice(sentBefore).filter(({ path }) => path.startsWith('/api/'))
  const delivered = sent.findIndex(({ path, status }) => logout.test(path) && status === 200)
  const loggedIn = sent.findIndex(({ path }) => path.includes('auth.login'))
  expect(delivered).toBeGreaterThanOrEqual(0)
  expect(delivered).toBeLessThan(loggedIn)
  expect(await meStatus(network.url, before.accessToken)).toBe(401)
  expect((await credentialsOf(context)).sid).not.toBe(before.sid)
})

test('G11 the page is closed right after the click: the server is still told', async ({
  signedIn,
  context,
  network,
}) => {
  const { page } = signedIn
  const { accessToken } = await credentialsOf(context)
  await page.evaluate(() => document.querySelector<HTMLElement>('form[action="/api/auth/logout"] button')?.click())
  await page.close()
  await expect.poll(() => meStatus(network.url, accessToken)).toBe(401)

  const next = await context.newPage()
  await next.goto('/account')
  await expect(new LoginPage(next).heading).toBeVisible()
  await expect.poll(() => appKeys(next)).toEqual([])
  await expect.poll(() => cookiesOf(context)).toEqual([])
  expect(await meStatus(network.url, accessToken)).toBe(401)
})

test('G11 a ticket that was delivered twice, or long ago, ends no other session', async ({
  signedIn,
  page,
  context,
  network,
  user,
}) => {
  const ticket = await page.evaluate(() => JSON.parse(localStorage.getItem('campusbite:session') ?? '{}').logoutTicket)
  const login = await signedIn.logOut()
  await login.logIn(user)
  const { accessToken } = await credentialsOf(context)
  expect((await post(network.url, '/api/auth/logout', { logoutTicket: ticket })).status).toBe(200)
  expect(await meStatus(network.url, accessToken)).toBe(200)
  await new SignedInPage(page).open('Account')
})
