// Accessibility: no axe violation in light and dark; forced colors, reduced motion; focus, title and announcements.
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from './fixtures'
import { LoginPage } from './pages/login-page'
import { SignedInPage } from './pages/signed-in-page'

const level = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

async function expectAccessible(page: Page, what: string): Promise<void> {
  // Elements that fade in are half transparent while they do.
  await page.evaluate(() => Promise.all(document.getAnimations().map((one) => one.finished.catch(() => {}))))
  const { violations } = await new AxeBuilder({ page }).withTags(level).analyze()
  const found = violations.flatMap(({ id, help, nodes }) => nodes.map(({ target }) => `${id}: ${help} (${target})`))
  expect(found, what).toEqual([])
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme })

    test(`G32 axe finds nothing on a page for visitors (${colorScheme})`, async ({ page, consoleErrors }) => {
      consoleErrors.allowFailedRequests()
      for (const path of ['/', '/login', '/register', '/nothing-here']) {
        await page.goto(path)
        await expectAccessible(page, path)
      }
      await page.goto('/login')
      await new LoginPage(page).submit.click()
      await expect(page.getByText(/is required|Enter/).first()).toBeVisible()
      await expectAccessible(page, '/login with faults')
    })

    test(`G32 axe finds nothing on a signed-in page (${colorScheme})`, async ({ page, signedIn }) => {
      test.slow()
      await signedIn.addToCart()
      for (const path of ['/', '/cart', '/account/devices', '/account', '/orders']) {
        await page.goto(path)
        await expect(signedIn.logOutButton).toBeVisible()
        await expectAccessible(page, path)
      }
      await page.goto('/account')
      await page.getByRole('button', { name: 'Delete account' }).click()
      await expectAccessible(page, 'deleting the account')
      await page.goto('/account/devices')
      await page.getByRole('button', { name: 'Log out everywhere' }).click()
      await expectAccessible(page, 'asking once more')
    })

    test(`G32 axe finds nothing after logout, nor on the emptied page offline (${colorScheme})`, async ({
      page,
      context,
      signedIn,
      consoleErrors,
    }) => {
      consoleErrors.allowFailedRequests()
      await context.setOffline(true)
      await signedIn.logOutUnreached()
      await expectAccessible(page, 'offline')
      await context.setOffline(false)
      await new LoginPage(page).expectLoggedOut(/logged out/)
      await expectAccessible(page, '/login after logout')
    })
  })
}

test('G32 after logout the notice has the focus, the title names the page, and a status announces it', async ({
  page,
  signedIn,
}) => {
  const login = await signedIn.logOut()
  await expect(page).toHaveTitle('Log in · CampusBite')
  await expect(login.notice).toBeFocused()
})

test('G32 offline the heading has the focus, the title says so, and it is announced', async ({
  page,
  context,
  signedIn,
  consoleErrors,
}) => {
  consoleErrors.allowFailedRequests()
  await context.setOffline(true)
  await signedIn.logOutButton.click()
  await expect(page).toHaveTitle('Logged out')
  await expect(page.getByRole('heading', { name: 'Logged out' })).toBeFocused()
  await expect(page.getByRole('status')).toHaveText(/You have been logged out/)
})

for (const [path, ask, cancel] of [
  ['/account/devices', 'Log out everywhere', 'Stay logged in'],
  ['/account', 'Delete account', 'Keep my account'],
] as const) {
  test(`G32 declining a confirmation returns the focus: ${ask}`, async ({ page, signedIn }) => {
    await expect(signedIn.logOutButton).toBeVisible()
    await page.goto(path)
    const asker = page.getByRole('button', { name: ask, exact: true })
    await expect(asker).toBeEnabled()
    for (const decline of [
      () => page.getByRole('button', { name: cancel }).press('Enter'),
      () => page.keyboard.press('Escape'),
    ]) {
      await asker.press('Enter')
      await expect(page.getByRole('button', { name: cancel })).toBeVisible()
      await decline()
      await expect(asker).toBeFocused()
    }
  })
}

test('G32 a confirmed action in progress cannot be declined: the question stays until the response', async ({
  page,
  signedIn,
  network,
  consoleErrors,
}) => {
  consoleErrors.allowFailedRequests()
  await expect(signedIn.logOutButton).toBeVisible()
  await page.goto('/account/devices')
  network.hang(/\/session\.endAll/)
  await page.getByRole('button', { name: 'Log out everywhere', exact: true }).click()
  await page.getByRole('button', { name: 'Yes, log out everywhere' }).click()
  await expect.poll(() => network.sent(/\/session\.endAll/)).toHaveLength(1)
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Stay logged in' }).press('Enter')
  await expect(page.getByRole('button', { name: 'Yes, log out everywhere' })).toHaveAttribute('aria-disabled', 'true')
  network.cut(/\/session\.endAll/)
  network.drop(/\/session\.endAll/)
  await expect(page.getByRole('main').getByRole('alert')).toHaveText(/could not be reached/)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Log out everywhere', exact: true })).toBeFocused()
})

test.describe('with forced colors and reduced motion', () => {
  test.use({ contextOptions: { forcedColors: 'active', reducedMotion: 'reduce' } })

  test('G32 the log-out button is still visible, and nothing moves', async ({ page, signedIn }) => {
    for (const path of ['/', '/account/devices']) {
      await page.goto(path)
      await expect(signedIn.logOutButton).toBeVisible()
      const border = await signedIn.logOutButton.evaluate((button) => {
        const { borderTopWidth, borderTopStyle, outlineStyle } = getComputedStyle(button)
        return (borderTopStyle !== 'none' && Number.parseFloat(borderTopWidth) > 0) || outlineStyle !== 'none'
      })
      expect(border, path).toBe(true)
      const moving = await page.evaluate(
        () => document.getAnimations().filter((one) => Number(one.effect?.getComputedTiming().duration) > 10).length,
      )
      expect(moving, path).toBe(0)
    }
    await new SignedInPage(page).logOut()
  })
})

test('in print nothing covers an order, and its text is dark', async ({ page, signedIn }) => {
  await signedIn.open('Orders')
  await page.getByRole('button', { name: 'Dark theme' }).click()
  await page.setViewportSize({ width: 700, height: 1000 })
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
  await expect(page.getByRole('navigation')).toHaveCount(0)
  await expect(page.getByRole('heading', { name: 'Your orders' })).toHaveCSS('color', 'rgb(43, 27, 18)')
})
