// Every other tab of the browser drops its data within a second, even offline, whatever it was doing.
import type { Page } from '@playwright/test'
import { expect, test } from './fixtures'
import { expectSignedOut, goBack, leaveKept } from './pages/history'
import { LoginPage } from './pages/login-page'
import { SignedInPage } from './pages/signed-in-page'

const withinASecond = { timeout: 1_000 }

async function anotherTab(signedIn: SignedInPage, email: string): Promise<Page> {
  const tab = await signedIn.page.context().newPage()
  await new SignedInPage(tab).open('Account')
  await expect(tab.getByText(email)).toBeVisible()
  return tab
}

/** Only the click: the test then looks at the other tab. */
const click = (page: Page) =>
  page.evaluate(() => document.querySelector<HTMLElement>('form[action="/api/auth/logout"] button')?.click())

test('G10 another tab shows nothing any more within a second', async ({ signedIn, user }) => {
  const tab = await anotherTab(signedIn, user.email)
  await click(signedIn.page)
  await expect(tab.getByText(user.email)).toHaveCount(0, withinASecond)
  await expectSignedOut(tab)
  await expect(tab).toHoldNoTrace(user.canary)
})

test('G32 each tab reports the logout, whichever reaches the login page first', async ({ signedIn, user, context }) => {
  const { page } = signedIn
  const tab = await anotherTab(signedIn, user.email)
  const login = new LoginPage(page)
  // The user's own tab is still navigating when the other one has been told, and has consumed the notice for both.
  await page.route('/login', async (route) => {
    if (route.request().isNavigationRequest()) await new LoginPage(tab).expectLoggedOut()
    await route.continue()
  })
  await click(page)
  await login.expectLoggedOut()
  await expect(login.notice).toBeFocused()
  await page.unrouteAll()
  await page.reload()
  await expect(login.heading).toBeVisible()
  await expect(login.notice).toHaveCount(0)
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0)
  expect((await context.cookies()).filter(({ name }) => name.includes('notice'))).toEqual([])
})

test('G32 reloading the emptied page before it is left still leads to the login page', async ({
  signedIn,
  page,
  network,
}) => {
  await signedIn.open('Account')
  const answer = network.hold(/^\/(login|api\/auth\/logout)/)
  await signedIn.logOutButton.click()
  await expect(page.getByRole('heading', { name: 'Logged out' })).toBeVisible()
  await page.reload({ waitUntil: 'commit' })
  answer()
  await new LoginPage(page).expectLoggedOut(/^You have been logged out\./)
})

test('G10 another tab shows nothing any more within a second, offline', async ({
  signedIn,
  user,
  context,
  consoleErrors,
}) => {
  consoleErrors.allowFailedRequests()
  const tab = await anotherTab(signedIn, user.email)
  await context.setOffline(true)
  await click(signedIn.page)
  await expect(tab.getByText(user.email)).toHaveCount(0, withinASecond)
  await expect(tab.getByRole('status')).toHaveText(/You have been logged out/)
  await expect(tab).toHoldNoTrace(user.canary)
  await expect(signedIn.page).toHoldNoTrace(user.canary)
})

test('G10 a browser without BroadcastChannel, offline', async ({ signedIn, user, context, consoleErrors }) => {
  consoleErrors.allowFailedRequests()
  await context.addInitScript(() => {
    Reflect.deleteProperty(window, 'BroadcastChannel')
  })
  await signedIn.open('Orders')
  const tab = await anotherTab(signedIn, user.email)
  await context.setOffline(true)
  await click(signedIn.page)
  await expect(tab.getByText(user.email)).toHaveCount(0, withinASecond)
  await expect(tab).toHoldNoTrace(user.canary)
})

test('G10 a frozen tab has dropped its data before it is visible again', async ({
  signedIn,
  user,
  context,
  consoleErrors,
}) => {
  consoleErrors.allowFailedRequests()
  const tab = await anotherTab(signedIn, user.email)
  const control = await context.newCDPSession(tab)
  await control.send('Page.setWebLifecycleState', { state: 'frozen' })
  await context.setOffline(true)
  await click(signedIn.page)
  await expect(signedIn.page.getByRole('status')).toHaveText(/You have been logged out/)
  await control.send('Page.setWebLifecycleState', { state: 'active' })
  await expect(tab.getByText(user.email)).toHaveCount(0, withinASecond)
  await expect(tab).toHoldNoTrace(user.canary)
})

test('G10 G05 a tab with its private page in the back/forward cache does not show it', async ({
  signedIn,
  user,
  network,
}) => {
  const tab = await anotherTab(signedIn, user.email)
  await leaveKept(new SignedInPage(tab), network)
  await signedIn.logOut()
  await goBack(tab)
  await expectSignedOut(tab)
  await expect(tab).toHoldNoTrace(user.canary)
})

test('G10 a tab that shows the menu becomes signed out', async ({ signedIn, user }) => {
  const tab = await signedIn.page.context().newPage()
  await new SignedInPage(tab).open('Menu')
  await signedIn.logOut()
  await expectSignedOut(tab)
  await expect(tab).toHoldNoTrace(user.canary)
})
