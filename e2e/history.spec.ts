// Back, Forward and a reopened tab after a logout. Runs twice: with and without the back/forward cache.
import { endElsewhere } from './api'
import { expect, test } from './fixtures'
import { expectSignedOut, goBack, goForward, leaveKept } from './pages/history'
import { LoginPage } from './pages/login-page'
import { SignedInPage } from './pages/signed-in-page'

test('while the session is alive, Back shows the page again, from the back/forward cache if that is on', async ({
  signedIn,
  page,
  user,
  network,
}, { project }) => {
  await page.addInitScript(() => {
    addEventListener('pageshow', ({ persisted }) => Reflect.set(window, 'wasKept', persisted))
  })
  await leaveKept(signedIn, network)
  await goBack(page)
  await expect(page.getByText(user.email)).toBeVisible()
  // A page that is being loaded can be visible before it is complete.
  await page.waitForFunction(() => 'wasKept' in window)
  const back = await page.evaluate(() => ({
    wasKept: Reflect.get(window, 'wasKept'),
    whyNot: Reflect.get(performance.getEntriesByType('navigation')[0] ?? {}, 'notRestoredReasons'),
  }))
  // Otherwise the tests below would not test what they claim.
  expect(back.wasKept, JSON.stringify(back.whyNot)).toBe(project.name === 'chromium')
})

test('G05 Back, twice Back and Forward show nothing private, entered by links', async ({ signedIn, page, user }) => {
  await signedIn.follow('Account')
  await expect(page.getByText(user.email)).toBeVisible()
  await signedIn.follow('Orders')
  const entries = await page.evaluate(() => history.length)
  await signedIn.logOut()
  // The private page's own entry has become the login page's: Back leads past it.
  expect(await page.evaluate(() => history.length)).toBe(entries)

  for (const move of [goBack, goBack, goForward, goForward]) {
    await move(page)
    await expectSignedOut(page)
    await expect(page).toHoldNoTrace(user.canary)
  }
})

test('G05 Back, twice Back and Forward show nothing private, entered by address', async ({ signedIn, page, user }) => {
  await signedIn.open('Account')
  await expect(page.getByText(user.email)).toBeVisible()
  await signedIn.open('Orders')
  await signedIn.logOut()

  for (const move of [goBack, goBack, goForward, goForward]) {
    await move(page)
    await expectSignedOut(page)
    await expect(page).toHoldNoTrace(user.canary)
  }
})

test('G05 Back to a private page in another document shows nothing if the session was ended here', async ({
  signedIn,
  page,
  context,
  user,
  network,
}) => {
  await leaveKept(signedIn, network)
  const other = await context.newPage()
  await other.goto('/orders')
  await new SignedInPage(other).logOut()

  await goBack(page)
  await expectSignedOut(page)
  await expect(page).toHoldNoTrace(user.canary)
})

test('G05 Back to a private page shows nothing if the session was ended from another device', async ({
  signedIn,
  page,
  user,
  network,
  consoleErrors,
}) => {
  // The browser's own message about the 401 that tells the page.
  consoleErrors.allowFailedRequests()
  await leaveKept(signedIn, network)
  await endElsewhere(network.url, user)

  const answer = network.hold(/auth\.me/)
  await goBack(page)
  // Until the server has said whether the session is alive, the cached page stays hidden.
  await expect(page.getByText(user.email)).toBeHidden()
  answer()
  await expectSignedOut(page)
  await expect(page).toHoldNoTrace(user.canary)
})

test('G05 a reopened tab shows the login page and remembers the requested page', async ({
  signedIn,
  page,
  context,
  user,
}) => {
  await signedIn.open('Account')
  await signedIn.logOut()
  await page.close()
  const reopened = await context.newPage()
  await reopened.goto('/account')
  await expect(new LoginPage(reopened).heading).toBeVisible()
  await expect(reopened).toHaveURL(/\/login\?next=%2Faccount$/)
  await expect(reopened).toHoldNoTrace(user.canary)
})

test('G06 every private page is sent with no-store', async ({ signedIn, network }) => {
  for (const place of ['Account', 'Orders', 'Cart', 'Menu'] as const) {
    await signedIn.open(place)
    await signedIn.follow(place === 'Account' ? 'Orders' : 'Account')
  }
  const own = network.exchanges.filter(
    ({ path, status }) => status !== undefined && !path.startsWith('/_next/static/') && !/\.(svg|ico)/.test(path),
  )
  expect(own.length).toBeGreaterThan(8)
  for (const { method, path, responseHeaders } of own) {
    expect(responseHeaders['cache-control'], `${method} ${path}`).toMatch(/no-store/)
  }
})
