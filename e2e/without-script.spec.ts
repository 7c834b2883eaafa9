// A browser without JavaScript: whatever needs it says so, and leads nowhere else.
import { expect, test } from './fixtures'
import { LoginPage } from './pages/login-page'

test.use({ javaScriptEnabled: false })

test('actions that need script are not posted without it', async ({ signedIn, page, network, user }) => {
  await signedIn.open('Account')
  // Playwright finds no text inside such an element.
  await expect(page.locator('main noscript')).toBeVisible()
  await page.getByLabel('Current password').fill(user.password)
  await page.getByLabel('New password').fill('another password')
  await page.getByLabel('New password').press('Enter')
  await page.getByRole('button', { name: 'Change password' }).click({ force: true })
  expect(network.sent(/^\/account/, 'POST')).toEqual([])
  await signedIn.follow('Orders')
  await signedIn.logOutButton.click()
  await new LoginPage(page).expectLoggedOut()
  await new LoginPage(page).logIn(user)
})
