// What a browser or the router prefetched before a logout is not shown after it.
import type { Page } from '@playwright/test'
import { endElsewhere } from './api'
import { expect, test } from './fixtures'
import { LoginPage } from './pages/login-page'

// The test inserts speculation rules; the page's own policy would block them.
test.use({ bypassCSP: true })

const ahead = ['prefetch', 'prerender'] as const

/** Ends when the browser has requested it. */
const speculate = (page: Page, kind: (typeof ahead)[number], path: string) =>
  page.evaluate(
    ({ action, urls }) => {
      const rules = { [action]: [{ source: 'list', urls, eagerness: 'immediate' }] }
      document.head.append(
        Object.assign(document.createElement('script'), {
          type: 'speculationrules',
          textContent: JSON.stringify(rules),
        }),
      )
    },
    { action: kind, urls: [path] },
  )

for (const kind of ahead) {
  test(`G26 a private page is not even rendered when it would be ${kind}ed, and not shown after the session has ended`, async ({
    signedIn,
    page,
    user,
    network,
    consoleErrors,
  }) => {
    consoleErrors.allowFailedRequests()
    // The page must learn of the ending only from its own requests.
    network.hang(/session\.watch/)
    await signedIn.open('Menu')
    await speculate(page, kind, '/account')
    await expect.poll(() => network.sent(/^\/account$/).map(({ status }) => status)).toEqual([503])
    const [asked] = network.sent(/^\/account$/)
    expect(asked?.requestHeaders['sec-purpose']).toContain('prefetch')
    expect(asked?.responseBody).not.toContain(user.canary)

    await endElsewhere(network.url, user)
    await page.evaluate(() => location.assign('/account'))
    await expect(new LoginPage(page).heading).toBeVisible()
    await expect(page).toHoldNoTrace(user.canary)
  })
}

test('G26 G09 a page prefetched by the router is not shown after the session has ended', async ({
  signedIn,
  page,
  user,
  network,
  consoleErrors,
}) => {
  consoleErrors.allowFailedRequests()
  network.hang(/session\.watch/)
  await signedIn.open('Menu')
  // Both ways, so that the router knows both pages.
  await signedIn.follow('Account')
  await expect(page.getByText(user.email)).toBeVisible()
  await signedIn.follow('Menu')
  await endElsewhere(network.url, user)
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Account' }).click()
  await expect(new LoginPage(page).heading).toBeVisible()
  await expect(page).toHoldNoTrace(user.canary)
})

test('G17 no logout response tells the browser to clear cookies or everything', async ({ signedIn, network }) => {
  await signedIn.logOut()
  for (const { path, responseHeaders } of network.exchanges) {
    expect(responseHeaders['clear-site-data'] ?? '', path).not.toMatch(/"(\*|cookies|cache|executionContexts)"/)
  }
})

test('G27 logout loads a full page that replaces the private one', async ({ signedIn, page }) => {
  await signedIn.open('Account')
  const before = await page.evaluate(() => {
    Reflect.set(window, 'ofThisDocument', true)
    return history.length
  })
  await signedIn.logOut()
  expect(await page.evaluate(() => [Reflect.get(window, 'ofThisDocument'), history.length])).toEqual([
    undefined,
    before,
  ])
})

test('G29 only a login starts a session again: not a page load, Back, another tab or focus', async ({
  signedIn,
  page,
  context,
  network,
}) => {
  await signedIn.open('Account')
  const login = await signedIn.logOut()
  const from = network.exchanges.length
  await page.reload()
  await page.goto('/account')
  await expect(login.heading).toBeVisible()
  await page.evaluate(() => history.back())
  await expect(page.getByRole('link', { name: 'Log in', exact: true })).toBeVisible()
  const tab = await context.newPage()
  await tab.goto('/')
  await tab.evaluate(() => void dispatchEvent(new Event('focus')))
  await expect(tab.getByRole('link', { name: 'Log in', exact: true })).toBeVisible()
  const since = network.exchanges.slice(from)
  expect(since.filter(({ path }) => /login|refresh|session\.|auth\.me/.test(path) && path.startsWith('/api/'))).toEqual(
    [],
  )
  expect(
    since.flatMap(({ setCookies }) => setCookies).filter((one) => /-(access|refresh|sid)-\w+=[^;]/.test(one)),
  ).toEqual([])
})
