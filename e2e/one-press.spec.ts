// One press is one action: a held Enter or the second click of a double click does nothing to whatever has taken its place.
import type { Locator } from '@playwright/test'
import { meStatus } from './api'
import { expect, test } from './fixtures'
import { CartPage } from './pages/cart-page'
import { LoginPage } from './pages/login-page'
import { logInByApi } from './user'

async function centerOf(button: Locator): Promise<{ x: number; y: number }> {
  const box = await button.boundingBox()
  if (!box) throw new Error('There is nothing to click at.')
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

/** A slow double click: the second click comes when the effect of the first is visible. */
async function doubleClick(button: Locator, done: () => Promise<void>): Promise<void> {
  const page = button.page()
  await button.scrollIntoViewIfNeeded()
  const { x, y } = await centerOf(button)
  await page.mouse.move(x, y)
  for (const clickCount of [1, 2]) {
    await page.mouse.down({ clickCount })
    await page.mouse.up({ clickCount })
    if (clickCount === 1) await done()
  }
}

/** The key is still down when its first effect is visible, and repeats. */
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

test.describe('on a touch screen', () => {
  test.use({ hasTouch: true })

  test('G31 a double tap takes one dish out of the cart, and a quick tap on another button takes another', async ({
    signedIn,
    page,
  }) => {
    for (const dish of [1, 2, 3]) await page.getByRole('button', { name: 'Add to cart' }).nth(dish).click()
    const { remove, announced } = await CartPage.filled(signedIn)
    await expect(remove).toHaveCount(4)
    const names = await remove.evaluateAll((all) =>
      all.map((one) => one.getAttribute('aria-label')?.slice('Remove '.length)),
    )
    const [first, second] = [await centerOf(remove.nth(0)), await centerOf(remove.nth(1))]
    for (const { x, y } of [first, first, second]) await page.touchscreen.tap(x, y)
    await expect(announced).toHaveText(`${names[2]} removed from your cart.`)
    await expect(remove).toHaveCount(2)
  })
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
