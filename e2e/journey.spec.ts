// What people come for: an account, a meal, and being taken back to where they wanted to go.
import { randomBytes } from 'node:crypto'
import { meStatus } from './api'
import { expect, test } from './fixtures'
import { LoginPage } from './pages/login-page'
import { SignedInPage } from './pages/signed-in-page'
import { logInByApi } from './user'

test('a visitor creates an account, orders a dish and finds the order', async ({ page }) => {
  const email = `${randomBytes(8).toString('hex')}@campusbite.test`
  await page.goto('/register')
  await page.getByLabel('Name', { exact: true }).fill('Ada Lovelace')
  await page.getByLabel('Email', { exact: true }).fill(email)
  await page.getByLabel('Password', { exact: true }).fill('a long enough password')
  await page.getByRole('button', { name: 'Create account' }).click()

  const signedIn = new SignedInPage(page)
  await expect(signedIn.logOutButton).toBeVisible()
  await signedIn.open('Menu')
  const dish = await signedIn.addToCart()
  await signedIn.follow('Cart')
  await expect(page.getByRole('main').getByText(dish, { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Place order' }).click()
  await expect(page.getByRole('status')).toHaveText(/order has been placed/)
  await expect(page.getByRole('main').getByText(dish, { exact: true })).toBeVisible()
  await signedIn.open('Cart')
  await expect(page.getByRole('heading', { name: 'Your cart is empty' })).toBeVisible()
})

test('a wrong password is reported in plain words, and the input is kept', async ({ page, user, consoleErrors }) => {
  consoleErrors.allowFailedRequests()
  const login = new LoginPage(page)
  await login.open()
  await login.email.fill(user.email)
  await login.password.fill('not this one')
  await login.submit.click()
  await expect(page.getByRole('alert').filter({ hasText: 'Invalid email or password.' })).toBeVisible()
  await expect(login.email).toHaveValue(user.email)
  await login.logIn(user)
})

test('a password that is too long is refused with a message, not silently cut off', async ({
  page,
  user,
  network,
  consoleErrors,
}) => {
  consoleErrors.allowFailedRequests()
  const tooLong = 'a few words '.repeat(12)
  const refused = page.getByText('Use at most 128 characters.')
  await page.goto('/register')
  await page.getByLabel('Name', { exact: true }).fill('Ada Lovelace')
  await page.getByLabel('Email', { exact: true }).fill(`long-${user.email}`)
  await page.getByLabel('Password', { exact: true }).fill(tooLong)
  await page.getByRole('button', { name: 'Create account' }).click()
  await expect(refused).toBeVisible()
  await expect(page.getByLabel('Password', { exact: true })).toBeFocused()
  await new LoginPage(page).open('/account')
  await new LoginPage(page).logIn(user)
  await page.getByLabel('Current password').fill(user.password)
  await page.getByLabel('New password').fill(tooLong)
  await page.getByRole('button', { name: 'Change password' }).click()
  await expect(refused).toBeVisible()
  await logInByApi(network.url, user)
})

test.describe('a visitor of a private page', () => {
  for (const path of ['/cart', '/orders', '/account', '/account/devices']) {
    test(`G27 is redirected to the login page by the server, and back to ${path}`, async ({ page, user, network }) => {
      await page.goto(path)
      const [asked] = network.sent(new RegExp(`^${path}$`))
      expect(asked).toMatchObject({
        status: 303,
        responseHeaders: { location: `/login?next=${encodeURIComponent(path)}` },
      })
      await new LoginPage(page).logIn(user)
      await expect(page).toHaveURL(new RegExp(`${path}$`))
    })
  }

  for (const next of [
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    'javascript:alert(1)',
    '/%09/evil.example',
  ]) {
    test(`G27 is never redirected to another site after login: ${next}`, async ({
      page,
      user,
      network,
      consoleErrors,
    }) => {
      // An unknown path on this origin is a 404 of ours.
      consoleErrors.allowFailedRequests()
      const login = new LoginPage(page)
      await login.open(next)
      await login.logIn(user)
      expect(new URL(page.url()).origin).toBe(network.url)
    })
  }
})

test('a signed-in visitor of the login page is redirected', async ({ signedIn, page }) => {
  await page.goto('/login?next=/orders')
  await expect(page).toHaveURL(/\/orders$/)
  await expect(signedIn.logOutButton).toBeVisible()
})

test('G19 a changed password ends the other sessions and spares this one', async ({
  signedIn,
  page,
  user,
  network,
}) => {
  const phone = await logInByApi(network.url, user)
  await signedIn.open('Account')
  await page.getByLabel('Current password').fill(user.password)
  await page.getByLabel('New password').fill('another long password')
  await page.getByRole('button', { name: 'Change password' }).click()
  await expect.poll(() => meStatus(network.url, phone.accessToken)).toBe(401)
  await signedIn.open('Orders')
})
