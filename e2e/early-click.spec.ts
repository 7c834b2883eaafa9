// "Log out" is there before the script that handles the click has loaded.
import type { Page } from '@playwright/test'
import { meStatus } from './api'
import { test as base, expect } from './fixtures'
import { cookieOf, cookiesOf, credentialsOf } from './jar'
import { LoginPage, queuedNotice } from './pages/login-page'
import { SignedInPage } from './pages/signed-in-page'

const script = /^\/_next\/.*\.js(\?|$)/
const shown = { waitUntil: 'commit' } as const

const test = base.extend<{ unread: Page }>({
  /** A browser of the signed-in user, with none of the app's files in its cache. */
  unread: async ({ signedIn, newDevice }, use) => {
    const storageState = await signedIn.page.context().storageState()
    await signedIn.page.close()
    await use(await newDevice({ storageState }))
  },
})

test('G11 clicked before the script has loaded, offline: hidden at once, and logged out once the script is there', async ({
  unread: page,
  network,
  user,
  consoleErrors,
}) => {
  consoleErrors.allowFailedRequests()
  const { accessToken } = await credentialsOf(page.context())
  const arrive = network.hold(script)
  await page.goto('/account', shown)
  await expect(new SignedInPage(page).logOutButton).toBeVisible()
  network.cut(/^(?!\/_next\/)/)
  await new SignedInPage(page).logOutButton.click()
  await expect(page.locator('body')).not.toBeVisible()
  arrive()
  await expect(page.getByRole('status')).toHaveText(queuedNotice)
  await expect(page).toHoldNoTrace(user.canary)

  network.heal()
  // Wait until it is done: Chromium can hang if it is closed while one page replaces another.
  await new LoginPage(page).expectLoggedOut()
  expect(await meStatus(network.url, accessToken)).toBe(401)
  await expect.poll(() => cookiesOf(page.context())).toEqual([])
})

test('G11 clicked before the script has loaded, and closed at once: the server is still told', async ({
  unread: page,
  network,
}) => {
  const context = page.context()
  const { accessToken } = await credentialsOf(context)
  network.hold(script)
  await page.goto('/account', shown)
  await new SignedInPage(page).logOutButton.click()
  await page.close()
  await expect.poll(() => meStatus(network.url, accessToken)).toBe(401)
  await expect.poll(() => cookiesOf(context)).toEqual([])
})

test('G11 clicked before the script has loaded, offline, and closed at once: the next request ends the session', async ({
  unread: page,
  network,
  user,
  consoleErrors,
}) => {
  consoleErrors.allowFailedRequests()
  const context = page.context()
  const { accessToken, sid } = await credentialsOf(context)
  network.hold(script)
  await page.goto('/account', shown)
  await expect(new SignedInPage(page).logOutButton).toBeVisible()
  network.cut(/^(?!\/_next\/)/)
  await new SignedInPage(page).logOutButton.click()
  await page.close()
  expect(await cookieOf(context, 'tombstone')).toBe(sid)

  // The browser may retry the request that was cut off: the server must not get it from that.
  network.heal()
  network.cut(/^\/api\/auth\/logout/)
  expect(await meStatus(network.url, accessToken)).toBe(200)
  const next = await context.newPage()
  await next.goto('/account')
  await expect(new LoginPage(next).heading).toBeVisible()
  expect(await meStatus(network.url, accessToken)).toBe(401)
  await expect(next).toHoldNoTrace(user.canary)
  await expect.poll(() => cookiesOf(context)).toEqual([])
})

test('G11 clicked and the script never loads: the server ends the session, and the login page says so', async ({
  unread: page,
  network,
  consoleErrors,
}) => {
  consoleErrors.allowFailedRequests()
  const { accessToken } = await credentialsOf(page.context())
  network.cut(script)
  await page.goto('/account', shown)
  await new SignedInPage(page).logOutButton.click()
  await new LoginPage(page).expectLoggedOut()
  // The form post would have been the second one.
  expect(network.sent(/^\/api\/auth\/logout/)).toHaveLength(1)
  expect(await meStatus(network.url, accessToken)).toBe(401)
  expect(await cookiesOf(page.context())).toEqual([])
})

test('G13 clicked and neither the script nor a response arrives: the form is posted, and the server ends the session', async ({
  unread: page,
  network,
  consoleErrors,
}) => {
  consoleErrors.allowFailedRequests()
  const { accessToken } = await credentialsOf(page.context())
  network.cut(script)
  network.cut(/^\/api\/auth\/logout/)
  await page.goto('/account', shown)
  const sent = page.waitForRequest(/logout$/)
  await new SignedInPage(page).logOutButton.click()
  await sent
  network.heal()
  await page.waitForURL('**/login', shown)
  await expect(new LoginPage(page).heading).toBeVisible()
  expect(await meStatus(network.url, accessToken)).toBe(401)
  expect(await cookiesOf(page.context())).toEqual([])
})

test("G10 ended in another tab while this one's script is loading: hidden within a second", async ({
  signedIn,
  newDevice,
  user,
}) => {
  const page = await newDevice({ storageState: await signedIn.page.context().storageState() })
  await signedIn.page.close()
  await page.goto('/')
  await expect(new SignedInPage(page).logOutButton).toBeVisible()
  const tab = await page.context().newPage()
  // What the first tab has loaded is in the cache: this one must not use it.
  await tab.route(
    ({ pathname }) => script.test(pathname),
    () => {},
  )
  await tab.goto('/account', shown)
  await expect(tab.getByText(user.email)).toBeVisible()
  await page.evaluate(() => document.querySelector<HTMLElement>('form[action="/api/auth/logout"] button')?.click())
  await expect(tab.getByText(user.email)).not.toBeVisible({ timeout: 1_000 })
  await expect(new LoginPage(tab).heading).toBeVisible()
  await expect(tab).toHoldNoTrace(user.canary)
})

test('G11 clicked and only part of the script loads: the session ends, and nothing is left', async ({
  signedIn,
  page,
  context,
  network,
  user,
}) => {
  const { accessToken } = await credentialsOf(context)
  // The files that every page needs are in the cache by now.
  network.hang(script)
  await page.goto('/account', shown)
  await signedIn.logOutButton.click()
  await new LoginPage(page).expectLoggedOut()
  await expect(page).toHoldNoTrace(user.canary)
  expect(await meStatus(network.url, accessToken)).toBe(401)
  await expect.poll(() => cookiesOf(context)).toEqual([])
})
