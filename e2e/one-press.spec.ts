// One press is one act: neither a held Enter nor the second click of a double one does anything to what has come to where it was.
import type { Locator } from '@playwright/test'
import { meStatus } from './api'
import { expect, test } from './fixtures'
import { CartPage } from './pages/cart-page'
import { LoginPage } from './pages/login-page'
import { logInByApi } from './user'

/** As slow as a double click may be: its second one comes when what the first has done is seen. */
async function doubleClick(button: Locator, done: () => Promise<void>): Promise<void> {
  const page = button.page()
  await button.scrollIntoViewIfNeeded()
  const box = await button.boundingBox()
  if (!box) throw new Error('There is nothing to click at.')
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  for (const clickCount of [1, 2]) {
    await page.mouse.down({ clickCount })
    await page.mouse.up({ clickCount })
    if (clickCount === 1) await done()
  }
}

/** The same key, still down when what it has done first is seen. */
async function holdEnter(focused: Locator, done: () => Promise<void>): Promise<void> {
  const { keyboard } = focused.page()
  await focused.focus()
  await keyboard.down('Enter')
  await done()
  await keyboard.down('Enter')
  await keyboard.up('Enter')
}

test('G31 a double click on “Log out” leaves what the login page has to say', async ({
  signedIn,
  page,
  user,
  network,
}) => {
  const login = new LoginPage(page)
  const loaded = () => network.sent(/^\/login$/, 'GET').length
  await signedIn.open('Orders')
  const before = loaded()
  await doubleClick(signedIn.logOutButton, () => login.expectLoggedOut())
  await login.logIn(user)
  expect(loaded()).toBe(before + 1)
})

test('G31 a double click on one device logs out no other', async ({ signedIn, page, user, network }) => {
  const phones = [await logInByApi(network.url, user), await logInByApi(network.url, user)]
  await expect(signedIn.logOutButton).toBeVisible()
  await page.goto('/account/devices')
  const others = page.getByRole('button', { name: /^Log out .*iPhone/ })
  await doubleClick(others.first(), () => expect(others).toHaveCount(1))
  await page.reload()
  await expect(others).toHaveCount(1)
  const alive = await Promise.all(phones.map(({ accessToken }) => meStatus(network.url, accessToken)))
  expect(alive.sort()).toEqual([200, 401])
})

test('G31 a double click takes one dish out of the cart', async ({ signedIn, page }) => {
  await page.getByRole('button', { name: 'Add to cart' }).nth(1).click()
  const { remove } = await CartPage.filled(signedIn)
  await doubleClick(remove.first(), () => expect(remove).toHaveCount(1))
  await expect(remove).toHaveCount(1)
})

test('G31 a held Enter logs out the other devices once, and what is said is of that', async ({
  signedIn,
  page,
  user,
  network,
}) => {
  await logInByApi(network.url, user)
  await expect(signedIn.logOutButton).toBeVisible()
  await page.goto('/account/devices')
  const button = page.getByRole('button', { name: 'Log out other devices' })
  await expect(button).toBeEnabled()
  await holdEnter(button, () => expect(page.getByRole('main').getByRole('listitem')).toHaveCount(1))
  await expect(page.getByRole('status')).toHaveText('One other device was logged out.')
  await signedIn.open('Account')
  expect(network.sent(/\/session\.endOthers/)).toHaveLength(1)
})

test('G31 a held Enter changes the password once, and complains of nothing', async ({ signedIn, page, user }) => {
  await signedIn.open('Account')
  await page.getByLabel('Current password').fill(user.password)
  const password = page.getByLabel('New password')
  await password.fill('another long password')
  await holdEnter(password, () => expect(password).toHaveValue(''))
  await expect(page.getByRole('status')).toHaveText('Your password has been changed.')
  await expect(page.locator('[aria-invalid=true]')).toHaveCount(0)
})

test('G31 an Enter that is held into the next page, or the next field, submits no empty form', async ({
  page,
  user,
}) => {
  const faults = page.locator('[aria-invalid=true]')
  const login = new LoginPage(page)
  await page.goto('/')
  await holdEnter(page.getByRole('link', { name: 'Log in', exact: true }), async () => {
    // Its script has come: from then on it would find the faults itself.
    await expect(page.locator('form[novalidate]')).toBeVisible()
    await expect(login.email).toBeFocused()
  })
  await expect(faults).toHaveCount(0)
  await login.logIn(user)
  await page.goto('/account')
  const asker = page.getByRole('button', { name: 'Delete account' })
  await expect(asker).toBeEnabled()
  await holdEnter(asker, () => expect(page.getByLabel('Your password')).toBeFocused())
  await expect(faults).toHaveCount(0)
})
