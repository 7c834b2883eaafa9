// Push: an idle page drops its data when its session ends on another device.
import type { Page } from '@playwright/test'
import { endElsewhere } from './api'
import { expect, test } from './fixtures'
import { watchForGone } from './pages/gone'
import { LoginPage } from './pages/login-page'
import { SignedInPage } from './pages/signed-in-page'
import { startServer } from './server/start-server'
import { open, watch } from './server/watching'
import { registerPerson } from './user'

/** As if another tab of the window came to the front. */
const hide = (page: Page, hidden: boolean) =>
  page.evaluate(
    (state) => {
      Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => state })
      document.dispatchEvent(new Event('visibilitychange'))
    },
    hidden ? 'hidden' : 'visible',
  )

test('G24 an idle page is emptied within a second after its session ends on another device', async ({
  signedIn,
  page,
  user,
  network,
}) => {
  await signedIn.open('Account')
  await expect(page.getByText(user.email)).toBeVisible()
  await expect.poll(() => open(network)).toHaveLength(1)
  await endElsewhere(network.url, user)
  await expect(page.getByText(user.email)).toHaveCount(0, { timeout: 1_000 })
  const login = new LoginPage(page)
  await expect(login.notice).toHaveText(/^Your session was ended from another device/)
  await expect(page).toHoldNoTrace(user.canary)
  await expect.poll(() => open(network)).toHaveLength(0)
})

test('G24 after logout no stream is open, and none is requested', async ({ signedIn, network, page }) => {
  await expect.poll(() => open(network)).toHaveLength(1)
  await signedIn.logOut()
  await expect.poll(() => open(network)).toHaveLength(0)
  const asked = network.sent(watch).length
  await page.reload()
  await expect(new LoginPage(page).heading).toBeVisible()
  expect(network.sent(watch)).toHaveLength(asked)
})

test('G24 a hidden page holds no stream; when visible again it opens one, or is emptied', async ({
  signedIn,
  page,
  user,
  network,
  consoleErrors,
}) => {
  consoleErrors.allowFailedRequests()
  await signedIn.open('Account')
  await expect.poll(() => open(network)).toHaveLength(1)
  await hide(page, true)
  await expect.poll(() => open(network)).toHaveLength(0)
  await hide(page, false)
  await expect.poll(() => open(network)).toHaveLength(1)
  await hide(page, true)
  await expect.poll(() => open(network)).toHaveLength(0)
  await endElsewhere(network.url, user)
  await hide(page, false)
  await expect(page.getByText(user.email)).toHaveCount(0)
  await expect(new LoginPage(page).notice).toHaveText(/^Your session was ended from another device/)
})

test('G24 a lost connection is reopened, and an ending missed meanwhile is detected', async ({
  signedIn,
  page,
  user,
  network,
  consoleErrors,
}) => {
  consoleErrors.allowFailedRequests()
  await signedIn.open('Account')
  await expect.poll(() => open(network)).toHaveLength(1)
  network.cut(watch)
  network.drop(watch)
  await endElsewhere(network.url, user)
  await expect(page.getByText(user.email)).toBeVisible()
  network.heal()
  await expect(new LoginPage(page).notice).toHaveText(/^Your session was ended from another device/)
})

test('G16 G24 a stream of the last user delivers nothing to the next one', async ({
  signedIn,
  page,
  user,
  network,
}) => {
  const answer = network.hold(watch)
  await signedIn.open('Account')
  const login = await signedIn.logOut()
  const next = await registerPerson(network.url, 'Grace')
  await login.logIn(next)
  answer()
  await new SignedInPage(page).open('Account')
  await expect(page.getByText(next.email)).toBeVisible()
  await expect(page).toHoldNoTrace(user.canary)
})

test('open streams do not keep the server from stopping', async ({ page, consoleErrors }) => {
  consoleErrors.allow(/./)
  const server = await startServer()
  const url = `http://localhost:${server.port}`
  const user = await registerPerson(url)
  await page.goto(`${url}/login`)
  const watched = page.waitForResponse((answer) => watch.test(answer.url()))
  await new LoginPage(page).logIn(user)
  await watched
  const startedAt = performance.now()
  await server.stop()
  // Well below the time limit for requests in flight.
  expect(performance.now() - startedAt).toBeLessThan(8_000)
})

test('G09 G24 a page requested before the session ended elsewhere, and answered after it, shows nothing', async ({
  signedIn,
  page,
  user,
  network,
  consoleErrors,
}) => {
  consoleErrors.allowFailedRequests()
  await expect.poll(() => open(network)).toHaveLength(1)
  const answer = network.hold(/_rsc=/)
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Account' }).click()
  await expect.poll(() => network.sent(/_rsc=/).length).toBeGreaterThan(0)
  await endElsewhere(network.url, user)
  await expect(new LoginPage(page).heading).toBeVisible()
  answer()
  await expect.poll(() => network.sent(/_rsc=/).every(({ status }) => status !== undefined)).toBe(true)
  await expect(new LoginPage(page).heading).toBeVisible()
  await expect(page).toHoldNoTrace(user.canary)
  await expect(signedIn.logOutButton).toHaveCount(0)
})

test('G16 G24 a tab that watches the last user while the next one logs in elsewhere drops the last and ends no session', async ({
  signedIn,
  page,
  context,
  user,
  network,
  consoleErrors,
}) => {
  consoleErrors.allowFailedRequests()
  await signedIn.open('Account')
  await expect.poll(() => open(network)).toHaveLength(1)
  const next = await registerPerson(network.url, 'Grace')
  // Bypasses the page's script, like another script on the same origin: the login replaces this browser's session.
  const beside = await context.newPage()
  await beside.goto('/nothing-here')
  const { email, password } = next
  const gone = await watchForGone(page, user.email)
  // Whether the login response or the news of the ending comes first is a race, so the harder order is forced: both tabs leave with
  // the last user's cookies, and the next user's arrive after that.
  const arrive = network.hold(/^\/api\/auth\/login/)
  const answer = beside.request.post('/api/auth/login', { data: { email, password, delivery: 'cookie' } })
  const goneAt = await gone.at
  const [login] = network.sent(/^\/api\/auth\/login/)
  // The session had ended by then.
  expect(goneAt - (login?.answeredAt ?? 0)).toBeLessThan(1_000)
  await expect(page).toHoldNoTrace(user.canary)
  // The other tab also showed a page of the last user.
  for (const tab of [page, beside]) await expect(new LoginPage(tab).heading).toBeVisible()
  arrive()
  expect((await answer).status()).toBe(200)
  await beside.goto('/account')
  await expect(beside.getByText(next.email)).toBeVisible()
  expect((await beside.request.get('/api/auth/me')).status()).toBe(200)
})
